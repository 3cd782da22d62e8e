// <wb-quiz>: turns the questions that the page already shows into ones that can be answered.
//
// Relies on the markup of crates/workbook/src/book/quiz/render.rs. Without this file the page shows the
// same questions, choices and answers. Keeps what was answered in one localStorage key, and nothing else.
(function () {
    'use strict';

    const STORE = 'workbook-quiz';
    // Keys that the page itself listens to: they must not turn the page from inside a quiz.
    const PAGE_KEYS = ['ArrowLeft', 'ArrowRight', 's', '/', '?'];

    function element(name, className, text) {
        const made = document.createElement(name);
        if (className) made.className = className;
        if (text) made.textContent = text;
        return made;
    }

    function load() {
        try {
            const saved = JSON.parse(localStorage.getItem(STORE));
            return saved !== null && typeof saved === 'object' ? saved : {};
        } catch {
            return {};
        }
    }

    function save(key, chosen) {
        try {
            const saved = load();
            if (chosen.length === 0) delete saved[key];
            else saved[key] = chosen;
            localStorage.setItem(STORE, JSON.stringify(saved));
        } catch {
            // A browser that keeps nothing still shows the quiz.
        }
    }

    class Question {
        constructor(box, name) {
            this.key = box.dataset.key;
            this.several = box.dataset.several === 'true';
            const answers = box.querySelectorAll('.wb-answers li > span');
            const text = box.querySelector('.wb-question-text');
            text.id = name + '-text';
            this.fieldset = element('fieldset', 'wb-options');
            this.fieldset.setAttribute('aria-labelledby', text.id);
            const list = box.querySelector('.wb-choices');
            this.options = Array.from(list.children, (item, index) =>
                this.option(item, answers[index], name));
            list.replaceWith(this.fieldset);

            this.check = element('button', 'wb-button wb-primary', 'Check');
            this.check.type = 'button';
            this.check.addEventListener('click', () => this.judge(true));
            this.again = element('button', 'wb-button', 'Try again');
            this.again.type = 'button';
            this.again.hidden = true;
            this.again.addEventListener('click', () => this.restart());
            this.feedback = element('p', 'wb-feedback');
            this.feedback.setAttribute('role', 'status');
            const actions = element('div', 'wb-actions');
            actions.append(this.check, this.again, this.feedback);
            this.fieldset.after(actions);
            this.fieldset.addEventListener('change', () => this.unjudge());
            this.unjudge();
        }

        option(item, answer, name) {
            const box = element('div', 'wb-option');
            const label = element('label');
            const input = element('input');
            input.type = this.several ? 'checkbox' : 'radio';
            input.name = name;
            const text = element('span', 'wb-option-text');
            text.append(...item.childNodes);
            label.append(input, text);
            const explanation = element('div', 'wb-explanation');
            explanation.hidden = true;
            const judged = element('span', 'wb-judged');
            explanation.append(judged, ' ', answer.cloneNode(true));
            box.append(label, explanation);
            this.fieldset.append(box);
            return { box, input, explanation, judged, correct: 'correct' in item.dataset };
        }

        chosen() {
            return this.options.flatMap((option, index) => option.input.checked ? [index] : []);
        }

        unjudge() {
            for (const option of this.options) {
                option.box.classList.remove('wb-is-right', 'wb-is-wrong');
                option.explanation.hidden = true;
            }
            this.feedback.textContent = '';
            this.again.hidden = true;
            this.check.setAttribute('aria-disabled', String(this.chosen().length === 0));
        }

        judge(remember) {
            const chosen = this.chosen();
            if (chosen.length === 0) {
                this.feedback.textContent = 'Choose an answer first.';
                return;
            }
            const wrong = chosen.filter(index => !this.options[index].correct).length;
            const missing = this.options.filter(option => option.correct && !option.input.checked).length;
            const solved = wrong === 0 && missing === 0;
            for (const option of this.options) {
                const shown = option.input.checked || solved;
                option.explanation.hidden = !shown;
                option.judged.textContent = option.correct ? 'Right.' : 'Wrong.';
                if (option.input.checked) {
                    option.box.classList.add(option.correct ? 'wb-is-right' : 'wb-is-wrong');
                }
            }
            this.feedback.textContent = solved ? 'Right.' : this.shortfall(wrong, missing);
            this.again.hidden = false;
            this.again.textContent = solved ? 'Clear' : 'Try again';
            if (remember) save(this.key, chosen);
        }

        shortfall(wrong, missing) {
            if (!this.several) return 'Not yet.';
            if (wrong > 0) return wrong === 1 ? 'Not yet: one choice is wrong.' : `Not yet: ${wrong} choices are wrong.`;
            return missing === 1 ? 'Not yet: one more is right.' : `Not yet: ${missing} more are right.`;
        }

        restart() {
            for (const option of this.options) option.input.checked = false;
            this.unjudge();
            save(this.key, []);
            this.options[0].input.focus();
        }

        restore(saved) {
            if (!Array.isArray(saved)) return;
            for (const index of saved) {
                if (this.options[index]) this.options[index].input.checked = true;
            }
            if (this.chosen().length > 0) {
                this.unjudge();
                this.judge(false);
            }
        }
    }

    class Quiz extends HTMLElement {
        connectedCallback() {
            if (this.ready) return;
            this.ready = true;
            const saved = load();
            this.querySelectorAll('.wb-question').forEach((box, index) => {
                const question = new Question(box, `${this.id}-${index + 1}`);
                question.restore(saved[question.key]);
            });
            this.addEventListener('keydown', event => {
                if (PAGE_KEYS.includes(event.key)) event.stopPropagation();
            });
        }
    }

    customElements.define('wb-quiz', Quiz);
})();
