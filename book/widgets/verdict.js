// <wb-verdict data-exercise="counter">: the live verdict on an exercise, when `cargo workbook` serves the page.
//
// The words come from crates/workbook/src/serve/page.rs. On a static page this file does nothing: the element
// keeps its text, which says how to get verdicts. Also loads the page anew when the book was built again.
(function () {
    'use strict';

    // Only pages that the server gives out have this mark.
    const mark = document.querySelector('meta[name="workbook-live"]');
    const live = mark === null ? null : { build: mark.content, token: mark.dataset.token };

    function element(name, className, text) {
        const made = document.createElement(name);
        if (className) made.className = className;
        if (text !== undefined) made.textContent = text;
        return made;
    }

    class Verdict extends HTMLElement {
        #head = null;
        #said = null;
        #body = null;
        #button = null;

        connectedCallback() {
            if (live === null || this.#head !== null) return;
            this.#head = element('div', 'wb-head');
            this.#said = element('p');
            this.#said.setAttribute('role', 'status');
            this.#button = element('button', 'wb-button', 'Check now');
            this.#button.type = 'button';
            this.#button.addEventListener('click', () => this.#ask());
            this.#body = element('div');
            this.#head.append(this.#said, this.#button);
            this.replaceChildren(this.#head, this.#body);
            this.#say('', 'Not checked yet.', 'It is checked each time that you save.');
        }

        async #ask() {
            if (this.#button.getAttribute('aria-disabled') === 'true') return;
            try {
                const name = encodeURIComponent(this.dataset.exercise);
                const headers = { 'x-workbook-token': live.token };
                const answer = await fetch(`/api/check/${name}`, { method: 'POST', headers });
                if (!answer.ok) throw new Error(await answer.text());
            } catch (error) {
                this.#say('broken', 'The check could not be asked for.', String(error.message ?? error));
            }
        }

        show(verdict) {
            if (this.#head === null) return;
            this.#say(verdict.state, verdict.headline, verdict.detail);
            // What failed stays in sight while it is checked again.
            if (verdict.state === 'running') return;
            this.#body.replaceChildren();
            if (verdict.output !== '') this.#body.append(output(verdict.output, 'What the compiler says'));
            for (const test of verdict.tests) this.#body.append(this.#test(test));
        }

        #say(state, headline, detail) {
            this.className = state === '' ? '' : `wb-${state}`;
            this.#button.setAttribute('aria-disabled', String(state === 'running'));
            this.#said.replaceChildren(element('span', 'wb-headline', headline), detail);
        }

        #test(test) {
            const box = element('section', 'wb-test');
            box.append(element('h4', null, test.name));
            if (test.stepper !== null) {
                const stepper = document.createElement('wb-stepper');
                try {
                    stepper.data = test.stepper;
                    box.append(stepper);
                } catch (error) {
                    box.append(element('p', null, `The execution cannot be played: ${error.message}.`));
                }
            }
            if (test.stepper === null && test.message !== '') {
                box.append(output(test.message, 'Message', 'wb-prose'));
            }
            if (test.stepper === null && test.printed !== '') {
                box.append(element('p', 'wb-replay', 'It printed:'), output(test.printed, 'Printed'));
            }
            if (test.replay !== null) {
                const line = element('p', 'wb-replay', 'Again in the terminal: ');
                line.append(element('code', null, test.replay));
                box.append(line);
            }
            return box;
        }
    }

    function output(text, label, more) {
        const box = element('pre', more ? `wb-output ${more}` : 'wb-output', text);
        box.tabIndex = 0;
        box.setAttribute('role', 'group');
        box.setAttribute('aria-label', label);
        return box;
    }

    customElements.define('wb-verdict', Verdict);

    if (live === null) return;

    let banner = null;
    function showBook(problem) {
        banner?.remove();
        banner = null;
        if (problem === null) return;
        banner = element('div', 'wb-banner', 'This page is not up to date. ' + problem);
        banner.setAttribute('role', 'status');
        document.querySelector('main').before(banner);
    }

    function showVerdict(exercise, verdict) {
        document.querySelectorAll('wb-verdict').forEach(element => {
            if (element.dataset.exercise === exercise) element.show(verdict);
        });
    }

    // A browser opens few connections to one server, and every tab needs one: a hidden tab lets go of it.
    let source = null;
    function listen() {
        source?.close();
        source = null;
        if (document.hidden) return;
        source = new EventSource('/api/events');
        source.addEventListener('state', event => {
            const state = JSON.parse(event.data);
            if (state.build !== live.build) {
                source.close();
                location.reload();
                return;
            }
            for (const [exercise, verdict] of Object.entries(state.verdicts)) showVerdict(exercise, verdict);
            showBook(state.book);
        });
        source.addEventListener('verdict', event => {
            const { exercise, verdict } = JSON.parse(event.data);
            showVerdict(exercise, verdict);
        });
    }
    document.addEventListener('visibilitychange', listen);
    window.addEventListener('pagehide', () => source?.close());
    window.addEventListener('pageshow', event => {
        if (event.persisted) listen();
    });
    listen();
})();
