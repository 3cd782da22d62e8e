// What mdBook's own pages lack for keyboards and screen readers. Each line goes when mdBook mends it.
(function () {
    'use strict';

    // The button of the sidebar is a label: nothing announces it as a button, and no key reaches it.
    const label = document.getElementById('mdbook-sidebar-toggle');
    const box = document.getElementById('mdbook-sidebar-toggle-anchor');
    const sidebar = document.getElementById('mdbook-sidebar');
    const button = document.createElement('button');
    button.type = 'button';
    for (const name of ['id', 'class', 'title', 'aria-label', 'aria-controls']) {
        button.setAttribute(name, label.getAttribute(name));
    }
    button.append(...label.childNodes);
    button.addEventListener('click', () => {
        // As mdBook's own: what is to slide in must be displayed before the change.
        if (!box.checked) sidebar.style.display = '';
        void sidebar.offsetHeight;
        box.click();
    });
    const showState = () => button.setAttribute('aria-expanded', String(box.checked));
    box.addEventListener('change', showState);
    showState();
    label.replaceWith(button);

    // The bar at the top is in no landmark.
    document.getElementById('mdbook-menu-bar').setAttribute('role', 'banner');

    // The boxes of task lists have no name.
    document.querySelectorAll('main li > input[type="checkbox"]').forEach(task => {
        task.setAttribute('aria-label', task.checked ? 'done' : 'to do');
    });

    // The arrows of footnotes have no name.
    document.querySelectorAll('main .footnote-definition a[href^="#fr-"]').forEach(link => {
        link.setAttribute('aria-label', 'back to the text');
    });

    // What scrolls sideways cannot be scrolled by keyboard.
    const boxes = document.querySelectorAll('main pre > code, main .table-wrapper, main figure');
    const reach = () => boxes.forEach(box => {
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
        else box.removeAttribute('tabindex');
    });
    reach();
    window.addEventListener('resize', reach);
})();
