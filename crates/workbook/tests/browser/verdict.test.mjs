// Live verdicts. The Rust side answers checks of `counter` in turn: not yet, does not compile, solved; then it
// builds the book again.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browser } from './browser.mjs';

const chromium = browser();

test('a check from the page ends in each verdict in turn', async () => {
    const { page, mistakes } = await chromium.open('more/index.html');
    const verdict = page.locator('wb-verdict');
    const said = verdict.locator('[role=status] >> nth=0');
    const check = verdict.getByRole('button', { name: 'Check now' });
    await page.getByText('Not checked yet.').waitFor();

    await check.click();
    await verdict.locator('wb-stepper').waitFor();
    assert.match(await said.textContent(), /^Not yet/);
    assert.match(await verdict.textContent(), /every_increment_counts/);
    assert.match(await verdict.textContent(), /cargo workbook replay counter a1b2/);
    await verdict.getByRole('button', { name: 'Next step' }).click();
    assert.match(await verdict.locator('.wb-now').textContent(), /Step 1 of 6/);

    await check.click();
    await verdict.getByText('error[E0382]: use of moved value').waitFor();
    assert.match(await said.textContent(), /^It does not compile/);
    assert.equal(await verdict.locator('wb-stepper').count(), 0);

    const { page: other } = await chromium.open('08_mutex.html');
    assert.match(await other.locator('wb-verdict [role=status]').textContent(), /^It does not compile/);
    await check.click();
    await verdict.getByText('Solved').waitFor();
    await other.locator('wb-verdict').getByText('Solved').waitFor();

    const loaded = page.waitForEvent('load');
    await check.click();
    await loaded;
    await page.getByText('A sentence of the new build.').waitFor();
    assert.deepEqual(mistakes, []);
});
