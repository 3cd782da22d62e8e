// The quiz and the stepper: by keyboard, with what a screen reader hears, and the same content as without JavaScript.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browser, url } from './browser.mjs';

const chromium = browser();

async function quiz(page) {
    const question = page.locator('.wb-question >> nth=0');
    await question.scrollIntoViewIfNeeded();
    return question;
}

test('a quiz is answered by keyboard, explains, and can be tried again', async () => {
    const { page, mistakes } = await chromium.open('08_mutex.html');
    const question = await quiz(page);
    await question.locator('input >> nth=1').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const feedback = question.locator('[role=status]');
    assert.equal(await feedback.textContent(), 'Not yet.');
    assert.match(await question.locator('.wb-is-wrong').textContent(), /The number stays in the counter/);
    assert.equal(await question.getByText('It has no return type').first().isVisible(), false, 'the answer is not given away');

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await question.locator('input:checked').count(), 0);
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await feedback.textContent(), 'Right.');
    assert.equal(page.url(), url + '08_mutex.html', 'no key has turned the page');
    assert.deepEqual(mistakes, []);
});

test('a quiz remembers the answers in one key', async () => {
    const { page } = await chromium.open('08_mutex.html');
    const question = await quiz(page);
    await question.locator('input >> nth=0').check();
    await question.getByRole('button', { name: 'Check' }).click();
    const keys = await page.evaluate(() => Object.keys(localStorage).filter(key => !key.startsWith('mdbook')));
    assert.deepEqual(keys, ['workbook-quiz']);
    await page.reload();
    assert.equal(await page.locator('.wb-question >> nth=0').locator('[role=status]').textContent(), 'Right.');
    assert.equal(await page.locator('.wb-question >> nth=1').locator('[role=status]').textContent(), '');
});

test('several right choices must all be ticked', async () => {
    const { page } = await chromium.open('08_mutex.html');
    const question = page.locator('.wb-question >> nth=1');
    const check = question.getByRole('button', { name: 'Check' });
    await question.locator('input >> nth=0').check();
    await check.click();
    assert.equal(await question.locator('[role=status]').textContent(), 'Not yet: one more is right.');
    await question.locator('input >> nth=2').check();
    await check.click();
    assert.equal(await question.locator('[role=status]').textContent(), 'Not yet: one choice is wrong.');
    await question.locator('input >> nth=2').uncheck();
    await question.locator('input >> nth=1').check();
    await check.click();
    assert.equal(await question.locator('[role=status]').textContent(), 'Right.');
});

test('a stepper is played by keyboard and says where it is', async () => {
    const { page, mistakes } = await chromium.open('08_mutex.html');
    const stepper = page.locator('wb-stepper >> nth=0');
    const said = stepper.locator('[role=status]');
    await stepper.getByRole('button', { name: 'Next step' }).focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await said.textContent(), /^Step 1 of 6: thread 1 line 9 load\(SeqCst\) → 0/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    assert.match(await said.textContent(), /^Step 3 of 6: thread 1 line 11 .* COUNTER is 1\.$/);
    assert.equal(await stepper.locator('.wb-state td').textContent(), '1');
    assert.equal(await stepper.locator('[aria-current=step] th').textContent(), '3');
    assert.equal(await stepper.locator('.wb-now-line .wb-number').textContent(), '11');
    await page.keyboard.press('End');
    assert.match(await said.textContent(), /^Step 6 of 6/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Home');
    assert.match(await said.textContent(), /^Nothing has happened yet/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('s');
    assert.equal(page.url(), url + '08_mutex.html', 'no key has turned the page');
    assert.equal(await page.isVisible('#mdbook-searchbar'), false, 'no key has opened the search');
    assert.deepEqual(mistakes, []);
});

test('the slider of a stepper moves it too', async () => {
    const { page } = await chromium.open('08_mutex.html');
    const stepper = page.locator('wb-stepper >> nth=0');
    await stepper.locator('input[type=range]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.match(await stepper.locator('[role=status]').textContent(), /^Step 2 of 6/);
});

test('a stepper with several executions offers each, and marks stale reads', async () => {
    const { page } = await chromium.open('08_mutex.html');
    const stepper = page.locator('wb-stepper >> nth=1');
    assert.match(await stepper.textContent(), /stale: the initial value, though step 1 wrote 1/);
    await stepper.locator('select').selectOption({ index: 1 });
    assert.doesNotMatch(await stepper.locator('.wb-steps').textContent(), /stale/);
    assert.match(await stepper.locator('.wb-steps').textContent(), /written by left in step 1/);
});

test('without JavaScript everything can be read', async () => {
    const context = await chromium.context.browser()?.newContext({ javaScriptEnabled: false });
    const page = await (context ?? chromium.context).newPage();
    if (!context) await page.route('**/*.js', route => route.abort());
    await page.goto(url + '08_mutex.html');
    for (const text of [
        'an update was lost', 'store(SeqCst)', 'Thread 2 stored over',
        'What does increment return to its caller?', 'The new number.',
        'Make every increment count', 'cargo test -p counter', 'Hint 1 of 3',
    ]) {
        assert.ok(await page.getByText(text).first().isVisible(), text);
    }
    assert.equal(await page.isVisible('wb-player'), false);
    await page.locator('.wb-answers summary >> nth=0').click();
    assert.ok(await page.getByText('It has no return type').isVisible());
    assert.equal(await page.getByText('Hint 2 of 3').isVisible(), false);
    await page.getByText('Hint 1 of 3').click();
    assert.ok(await page.getByText('Hint 2 of 3').isVisible());
    await context?.close();
});

test('the played table says what the static one says', async () => {
    const { page } = await chromium.open('08_mutex.html');
    const html = await (await page.request.get(url + '08_mutex.html')).text();
    const [fixed, played] = await page.evaluate(html => {
        const rows = root => Array.from(root.querySelectorAll('.wb-steps tr'), row =>
            Array.from(row.children, cell => cell.textContent.trim()));
        const parsed = new DOMParser().parseFromString(html, 'text/html');
        return [rows(parsed.querySelector('wb-stepper')), rows(document.querySelector('wb-stepper'))];
    }, html);
    assert.ok(fixed.length === 7);
    assert.deepEqual(played, fixed);
});

test('a stepper refuses data of another version and keeps the table', async () => {
    const { page, mistakes } = await chromium.open('08_mutex.html', {
        before: page => page.route('**/08_mutex.html', async route => {
            const answer = await route.fetch();
            const body = (await answer.text()).replaceAll('{"version":1,', '{"version":2,');
            await route.fulfill({ response: answer, body });
        }),
    });
    const stepper = page.locator('wb-stepper >> nth=0');
    assert.match(await stepper.textContent(), /This cannot be played: version 2/);
    assert.ok(await stepper.locator('.wb-static .wb-steps').isVisible());
    assert.deepEqual(mistakes, []);
});
