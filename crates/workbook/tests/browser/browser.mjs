// What all browser tests share: one Chromium for a test file, pages that note every mistake, the address of the server.

import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { chromium } from 'playwright-core';

/** The address of the running server, and the folder with the built pages. */
export const url = given('WORKBOOK_URL');
export const site = given('WORKBOOK_SITE');

/** The book's pages; the last one is answered with 404. */
export const pages = ['', '08_mutex.html', 'more/index.html', 'print.html', 'no/such/page.html'];
export const themes = ['light', 'rust', 'coal', 'navy', 'ayu'];
export const desktop = { width: 1280, height: 900 };
export const phone = { width: 375, height: 740 };

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is not accessible on the page as it is now, a line each. */
export async function violations(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
    }));
    return violations.flatMap(found => found.nodes.map(node =>
        `${found.id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1).join(' ').trim()}`));
}

/** What scrolls sideways although only its parts should. */
export async function tooWide(page) {
    return page.evaluate(() => ['html', '.content'].filter(selector => {
        const box = document.querySelector(selector);
        return box.scrollWidth > box.clientWidth;
    }));
}

function given(name) {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set: run these tests through cargo (see README.md)`);
    return value;
}

function executable() {
    const names = ['chromium', 'chromium-browser', 'google-chrome'];
    const folders = (process.env.PATH ?? '').split(delimiter);
    const places = process.env.WORKBOOK_CHROMIUM
        ? [process.env.WORKBOOK_CHROMIUM]
        : names.flatMap(name => folders.map(folder => join(folder, name)));
    const found = places.find(place => {
        try {
            accessSync(place, constants.X_OK);
            return true;
        } catch {
            return false;
        }
    });
    if (!found) throw new Error(`no Chromium: none of ${places.length} places has it; install it or set WORKBOOK_CHROMIUM`);
    return found;
}

/** Starts a browser before the tests of a file and ends it after them. `options` as playwright's. */
export function browser(options = {}) {
    const held = {};
    let folder;
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), 'workbook-browser-'));
        held.context = await chromium.launchPersistentContext(folder, {
            executablePath: executable(),
            args: FLAGS,
            viewport: desktop,
            reducedMotion: 'reduce',
            ...options,
        });
    });
    // A page that stays open keeps its event stream, and a browser has six connections to one server.
    afterEach(async () => {
        for (const page of held.context.pages().slice(1)) await page.close();
    });
    after(async () => {
        await held.context?.close();
        rmSync(folder, { recursive: true, force: true });
    });
    /** A page that notes console errors, failed requests and requests to other hosts in `mistakes`. */
    held.open = async (path, { theme, size, before } = {}) => {
        const page = await held.context.newPage();
        const mistakes = [];
        const expected404 = path.startsWith('no/');
        page.on('console', message => {
            if (message.type() === 'error' && !(expected404 && message.text().includes('404'))) {
                mistakes.push(`console: ${message.text()}`);
            }
        });
        page.on('pageerror', error => mistakes.push(`error: ${error.message}`));
        page.on('requestfailed', request => {
            // An event stream ends when its page does, and so does a wait for an answer when the book is built again.
            const cutOff = request.failure()?.errorText === 'net::ERR_ABORTED';
            if (!(cutOff && request.url().startsWith(`${url}api/`))) mistakes.push(`failed: ${request.url()}`);
        });
        page.on('request', request => {
            const allowed = [url, 'data:', 'blob:', 'file:'];
            if (!allowed.some(start => request.url().startsWith(start))) mistakes.push(`outside: ${request.url()}`);
        });
        await page.addInitScript(chosen => {
            window.print = () => { window.printed = true; };
            if (chosen) localStorage.setItem('mdbook-theme', chosen);
        }, theme);
        if (size) await page.setViewportSize(size);
        if (before) await before(page);
        await page.goto(path.includes('://') ? path : url + path);
        return { page, mistakes };
    };
    return held;
}
