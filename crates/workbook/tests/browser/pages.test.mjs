// Every page: loads without a mistake, is accessible in every theme, fits a phone.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser, desktop, pages, phone, site, themes, tooWide, violations } from './browser.mjs';

const chromium = browser();

for (const path of pages) {
    for (const theme of themes) {
        test(`/${path} is accessible in ${theme}`, async () => {
            const { page, mistakes } = await chromium.open(path, { theme });
            assert.deepEqual(await violations(page), []);
            assert.deepEqual(mistakes, []);
            await page.close();
        });
    }

    test(`/${path} fits a phone`, async () => {
        const { page, mistakes } = await chromium.open(path, { size: phone });
        assert.deepEqual(await tooWide(page), [], 'these scroll sideways');
        assert.deepEqual(mistakes, []);
    });
}

test('the search finds a word of a quiz', async () => {
    const { page, mistakes } = await chromium.open('');
    await page.keyboard.press('s');
    await page.keyboard.type('increment');
    await page.waitForSelector('#mdbook-searchresults a');
    assert.deepEqual(mistakes, []);
});

test('the pages work as files, without a server', async () => {
    const file = pathToFileURL(join(site, '08_mutex.html')).href;
    const { page, mistakes } = await chromium.open(file);
    await page.click('wb-player button[title="Next step"] >> nth=0');
    assert.match(await page.textContent('.wb-now >> nth=0'), /Step 1 of 6/);
    assert.match(await page.textContent('wb-verdict'), /cargo workbook/);
    assert.deepEqual(mistakes, []);
});

test('the printed book shows every step and hides the controls', async () => {
    const { page } = await chromium.open('print.html');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.isVisible('wb-player'), false);
    const rows = await page.locator('wb-stepper .wb-steps >> nth=0').locator('tbody tr').all();
    assert.equal(rows.length, 6);
    for (const row of rows) assert.ok(await row.isVisible());
});

const shots = process.env.WORKBOOK_SHOTS;
if (shots) {
    mkdirSync(shots, { recursive: true });
    for (const [name, size] of Object.entries({ desktop, phone })) {
        for (const theme of ['light', 'navy']) {
            test(`screenshots on a ${name} in ${theme}`, async () => {
                for (const path of pages.filter(path => path !== 'print.html')) {
                    const { page } = await chromium.open(path, { theme, size });
                    const file = `${path.replaceAll('/', '_') || 'index'}-${name}-${theme}.png`;
                    await page.screenshot({ path: join(shots, file), fullPage: true });
                    await page.close();
                }
            });
        }
    }
}
