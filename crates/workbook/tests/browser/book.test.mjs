// Every page of the real book is accessible, and none scrolls sideways: wide and by day, narrow and by night.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { browser, desktop, phone, site, tooWide, violations } from './browser.mjs';

const chromium = browser();
// The printed book holds all chapters once more; `toc.html` is a part of a page.
const chapters = readdirSync(site).filter(name => name.endsWith('.html') && !['print.html', 'toc.html'].includes(name));

for (const path of chapters) {
    for (const [theme, size] of [['light', desktop], ['navy', phone]]) {
        test(`/${path} is accessible in ${theme}, ${size.width} pixels wide`, async () => {
            const { page, mistakes } = await chromium.open(path, { theme, size });
            assert.deepEqual(await violations(page), []);
            assert.deepEqual(await tooWide(page), [], 'these scroll sideways');
            assert.deepEqual(mistakes, []);
        });
    }
}
