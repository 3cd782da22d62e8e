// <wb-player>: buttons, a slider and keys that choose a position from 0 to `length`.
//
// Knows nothing of what it plays. Use it inside any widget:
//     const player = document.createElement('wb-player');
//     player.length = 9;                                        // positions 0 to 9
//     player.addEventListener('wb-move', () => show(player.position));
//     widget.addEventListener('keydown', player.keys);          // keys for the whole widget
// Setting `position` moves without an event.
(function () {
    'use strict';

    // The signs are drawn, because not every font has them.
    const BUTTONS = [
        ['M3 3h2v10H3zM13 3v10L6 8z', 'First step', player => 0],
        ['M11 3v10L4 8z', 'Step back', player => player.position - 1],
        ['M5 3v10l7-5z', 'Next step', player => player.position + 1],
        ['M11 3h2v10h-2zM3 3v10l7-5z', 'Last step', player => player.length],
    ];
    const KEYS = {
        ArrowLeft: player => player.position - 1,
        ArrowRight: player => player.position + 1,
        Home: player => 0,
        End: player => player.length,
    };
    // Keys that the page itself listens to: they must not turn the page from inside a widget.
    const PAGE_KEYS = ['ArrowLeft', 'ArrowRight', 's', '/', '?'];

    function drawn(path) {
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        svg.setAttribute('viewBox', '0 0 16 16');
        svg.setAttribute('aria-hidden', 'true');
        const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        shape.setAttribute('d', path);
        svg.append(shape);
        return svg;
    }

    class Player extends HTMLElement {
        #length = 0;
        #position = 0;
        #buttons = [];
        #slider = document.createElement('input');
        #output = document.createElement('output');

        connectedCallback() {
            if (this.#buttons.length > 0) return;
            this.setAttribute('role', 'group');
            this.setAttribute('aria-label', 'Steps');
            for (const [sign, label, target] of BUTTONS) {
                const button = document.createElement('button');
                button.type = 'button';
                button.className = 'wb-button';
                button.title = label;
                button.setAttribute('aria-label', label);
                button.append(drawn(sign));
                button.addEventListener('click', () => this.#move(target(this)));
                this.#buttons.push({ button, target });
            }
            this.#slider.type = 'range';
            this.#slider.min = '0';
            this.#slider.setAttribute('aria-label', 'Step');
            this.#slider.addEventListener('input', () => this.#move(Number(this.#slider.value)));
            // The widget's live region says where one is; a second voice would be noise.
            this.#output.setAttribute('aria-live', 'off');
            const [first, back, next, last] = this.#buttons.map(made => made.button);
            this.append(first, back, next, last, this.#slider, this.#output);
            this.#show();
        }

        // A field, so that it can be given to addEventListener as it is.
        keys = event => {
            if (event.altKey || event.ctrlKey || event.metaKey) return;
            if (PAGE_KEYS.includes(event.key)) event.stopPropagation();
            const target = KEYS[event.key];
            // The slider and menus have a use of their own for these keys.
            if (!target || /^(?:input|select|textarea)$/i.test(event.target.nodeName)) return;
            event.preventDefault();
            event.stopPropagation();
            this.#move(target(this));
        };

        get length() {
            return this.#length;
        }

        set length(length) {
            this.#length = length;
            this.#position = Math.min(this.#position, length);
            this.#show();
        }

        get position() {
            return this.#position;
        }

        set position(position) {
            this.#position = Math.max(0, Math.min(position, this.#length));
            this.#show();
        }

        #move(position) {
            const before = this.#position;
            this.position = position;
            if (this.#position !== before) this.dispatchEvent(new CustomEvent('wb-move'));
        }

        #show() {
            this.#slider.max = String(this.#length);
            this.#slider.value = String(this.#position);
            this.#slider.setAttribute('aria-valuetext', `step ${this.#position} of ${this.#length}`);
            this.#output.textContent = `${this.#position} of ${this.#length}`;
            for (const { button, target } of this.#buttons) {
                const goal = target(this);
                const still = goal === this.#position || goal < 0 || goal > this.#length;
                // Not `disabled`: a button that has the focus must keep it at the end of the way.
                button.setAttribute('aria-disabled', String(still));
            }
        }
    }

    customElements.define('wb-player', Player);
})();
