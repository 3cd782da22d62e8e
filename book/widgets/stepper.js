// <wb-stepper>: plays an execution. Data in (JSON in a script element inside it, or the `data` property), DOM out.
//
// The data comes from crates/workbook/src/book/stepper/data.rs, which has decided every word; this file only
// shows it and moves through it. Without this file the page has the same steps as a table.
(function () {
    'use strict';

    const VERSION = 1;
    const COLOURS = 6;

    function element(name, className, text) {
        const made = document.createElement(name);
        if (className) made.className = className;
        if (text !== undefined) made.textContent = text;
        return made;
    }

    function check(data) {
        if (data === null || typeof data !== 'object') throw new Error('there is no execution here');
        if (data.version !== VERSION) throw new Error(`version ${data.version} cannot be shown, only ${VERSION}`);
        for (const play of data.plays) {
            for (const step of play.steps) {
                const objects = step.sets === null || step.sets[0] < play.objects.length;
                const file = step.file === null || step.file < data.source.length;
                if (!(step.thread < play.threads.length && file && objects)) {
                    throw new Error('a step names something that is not there');
                }
            }
        }
        if (data.plays.length === 0) throw new Error('there is no execution here');
        return data;
    }

    // The program's lines; the current one is marked, and each thread's last one has the thread's name.
    class Source {
        constructor(files) {
            this.box = element('div', 'wb-source wb-scroll');
            this.box.tabIndex = 0;
            this.box.setAttribute('role', 'group');
            this.box.setAttribute('aria-label', 'Program');
            this.lines = files.map(file => this.file(file, files.length > 1));
        }

        file(file, named) {
            if (named) this.box.append(element('p', 'wb-path', file.path));
            const list = element('ol', 'wb-lines');
            const lines = new Map();
            let before = null;
            for (const [number, text] of file.lines) {
                const item = element('li');
                item.value = number;
                if (before !== null && number > before + 1) item.className = 'wb-gap';
                before = number;
                const code = element('code', 'language-rust', text === '' ? ' ' : text);
                const here = element('span', 'wb-here');
                item.append(element('span', 'wb-number', String(number)), code, here);
                list.append(item);
                lines.set(number, { item, here });
                // The page's own highlighter, when it is there.
                if (typeof hljs !== 'undefined') hljs.highlightBlock(code);
            }
            this.box.append(list);
            return lines;
        }

        // Nothing for a step that std takes of its own accord.
        line(step) {
            return step.file === null ? undefined : this.lines[step.file].get(step.line);
        }

        show(play, position) {
            for (const lines of this.lines) {
                for (const { item, here } of lines.values()) {
                    item.classList.remove('wb-now-line');
                    here.replaceChildren();
                }
            }
            const last = new Map();
            play.steps.slice(0, position).forEach(step => last.set(step.thread, step));
            for (const [thread, step] of last) {
                const line = this.line(step);
                if (line) line.here.append(badge(play.threads[thread].name, thread));
            }
            const current = play.steps[position - 1];
            const line = current && this.line(current);
            if (line) {
                line.item.classList.add('wb-now-line');
                reveal(this.box, line.item);
            }
        }
    }

    // The values of the shared objects after the steps so far.
    class State {
        constructor(objects) {
            this.objects = objects;
            this.box = element('table', 'wb-state');
            const caption = element('caption', null, 'Shared state');
            const body = element('tbody');
            this.cells = objects.map(object => {
                const row = element('tr');
                const name = element('th', null, object.name);
                name.scope = 'row';
                const value = element('td');
                row.append(name, value);
                body.append(row);
                return value;
            });
            this.box.append(caption, body);
            this.box.hidden = objects.length === 0;
        }

        show(play, position) {
            const values = this.objects.map(object => object.initial);
            let changed = null;
            play.steps.slice(0, position).forEach((step, index) => {
                if (step.sets === null) return;
                const [object, value] = step.sets;
                values[object] = value;
                if (index === position - 1) changed = object;
            });
            this.cells.forEach((cell, index) => {
                cell.textContent = values[index] ?? '–';
                cell.classList.toggle('wb-changed', index === changed);
            });
            return changed === null ? '' : ` ${this.objects[changed].name} is ${values[changed]}.`;
        }
    }

    // One row a step, one column a thread.
    class Table {
        constructor(play, onPick) {
            this.box = element('div', 'wb-scroll');
            this.box.tabIndex = 0;
            this.box.setAttribute('role', 'group');
            this.box.setAttribute('aria-label', 'All steps');
            const table = element('table', 'wb-steps');
            table.style.setProperty('--wb-threads', play.threads.length);
            const head = element('tr');
            head.append(columnHead('Step'));
            play.threads.forEach((thread, index) => {
                const cell = columnHead('');
                cell.append(badge(thread.name, index));
                if (thread.end !== '') cell.append(' ', element('span', 'wb-end', thread.end));
                head.append(cell);
            });
            const top = element('thead');
            top.append(head);
            const body = element('tbody');
            this.rows = play.steps.map((step, index) => {
                const row = element('tr');
                const number = element('th', null, String(index + 1));
                number.scope = 'row';
                row.append(number);
                play.threads.forEach((_, thread) =>
                    row.append(thread === step.thread ? stepCell(step) : element('td')));
                row.addEventListener('click', () => onPick(index + 1));
                body.append(row);
                return row;
            });
            table.append(top, body);
            this.box.append(table);
        }

        show(position) {
            this.rows.forEach((row, index) => {
                row.classList.toggle('wb-later', index >= position);
                row.classList.toggle('wb-now-row', index === position - 1);
                if (index === position - 1) row.setAttribute('aria-current', 'step');
                else row.removeAttribute('aria-current');
            });
            const row = this.rows[position - 1];
            if (row) reveal(this.box, row, row.querySelector('td:not(:empty)'));
            else this.box.scrollTop = 0;
        }
    }

    function columnHead(text) {
        const cell = element('th', null, text);
        cell.scope = 'col';
        return cell;
    }

    function stepCell(step) {
        const cell = element('td', step.mark === '' ? '' : 'wb-' + step.mark);
        cell.append(element('code', null, step.action));
        if (step.result !== '') cell.append(' ', element('span', 'wb-result', step.result));
        cell.append(' ', element('span', 'wb-at', step.place));
        for (const note of step.notes) cell.append(' ', element('span', 'wb-note', note));
        return cell;
    }

    function badge(name, thread) {
        return element('span', `wb-badge wb-thread-${thread % COLOURS}`, name);
    }

    // Scrolls inside the box only: the page stays where the reader has put it. `across` is what must be seen of a
    // row that is wider than the box.
    function reveal(box, child, across) {
        const outer = box.getBoundingClientRect();
        const inner = child.getBoundingClientRect();
        const head = box.querySelector('thead');
        const top = outer.top + (head ? head.getBoundingClientRect().height : 0);
        if (inner.top < top) box.scrollTop += inner.top - top;
        else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
        if (!across) return;
        const cell = across.getBoundingClientRect();
        // The number of the row stays at the edge.
        const left = outer.left + child.firstElementChild.getBoundingClientRect().width;
        if (cell.left < left) box.scrollLeft += cell.left - left;
        else if (cell.right > outer.right) box.scrollLeft += cell.right - outer.right;
    }

    class Stepper extends HTMLElement {
        #data = null;

        connectedCallback() {
            if (this.#data !== null) return;
            const script = this.querySelector(':scope > script[type="application/json"]');
            if (script === null) return;
            try {
                this.data = JSON.parse(script.textContent);
            } catch (error) {
                // The static table stays.
                this.append(element('p', 'wb-why', `This cannot be played: ${error.message}.`));
            }
        }

        set data(data) {
            this.#data = check(data);
            this.setAttribute('role', 'group');
            this.setAttribute('aria-label', data.title);
            const figure = element('figure', 'wb-played');
            figure.append(element('figcaption', null, data.title));
            const place = element('div');
            if (data.plays.length > 1) figure.append(this.#menu(data.plays, place));
            figure.append(place);
            for (const sentence of this.#why(data.failure)) figure.append(element('p', 'wb-why', sentence));
            this.replaceChildren(figure);
            this.#play(data.plays[0], place);
        }

        get data() {
            return this.#data;
        }

        #why(failure) {
            return failure === null ? [] : [...failure.waits, failure.reason].filter(text => text !== '');
        }

        #menu(plays, place) {
            const label = element('label', 'wb-menu', 'Execution ');
            const menu = element('select');
            plays.forEach((play, index) => {
                const option = element('option', null, `${index + 1} of ${plays.length}`);
                option.value = String(index);
                menu.append(option);
            });
            menu.addEventListener('change', () => this.#play(plays[Number(menu.value)], place));
            label.append(menu);
            return label;
        }

        #play(play, place) {
            const player = document.createElement('wb-player');
            const now = element('p', 'wb-now');
            now.setAttribute('role', 'status');
            const source = new Source(this.#data.source);
            const state = new State(play.objects);
            const table = new Table(play, position => {
                player.position = position;
                show();
            });
            const panes = element('div', 'wb-panes');
            panes.append(source.box, state.box);
            place.replaceChildren(player, now, panes, table.box);
            player.length = play.steps.length;
            player.addEventListener('wb-move', () => show());
            place.onkeydown = player.keys;

            function show() {
                const position = player.position;
                const step = play.steps[position - 1];
                source.show(play, position);
                const changed = state.show(play, position);
                table.show(position);
                now.replaceChildren();
                if (step === undefined) {
                    now.append('Nothing has happened yet. The steps are yours to play.');
                    return;
                }
                const said = [step.action, step.result, ...step.notes.map(note => `(${note})`)];
                now.append(
                    element('span', 'wb-unseen', `Step ${position} of ${play.steps.length}: `),
                    badge(play.threads[step.thread].name, step.thread),
                    element('span', 'wb-at', ` ${step.place} `),
                    element('code', null, said.filter(text => text !== '').join(' ')),
                    element('span', 'wb-unseen', changed),
                );
            }
            show();
        }
    }

    customElements.define('wb-stepper', Stepper);
})();
