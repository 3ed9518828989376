import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { useBrowser } from '../support/in-browser.ts';
import { customerWith, signedIn, visitAs, INTERNAL_ERROR } from '../support/web.ts';

/** The smallest PNG: one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Asks for a package by bank transfer. @returns the ID of the request */
const asked = async (page: Page, packageName: RegExp): Promise<string> => {
  await page.getByRole('radio', { name: packageName }).check();
  await page.getByLabel(/Bank transfer/).check();
  await page.getByRole('button', { name: /^Request/ }).click();
  await page.waitForURL('**/requests/req_*');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
};

const decided = async (console: Page, requestId: string): Promise<void> => {
  await console.goto(`${inject('stack').console}/requests/${requestId}`);
  await console.getByRole('heading', { name: /credits/ }).waitFor();
};

describe.skipIf(isBrowserMissing)('a credit request', () => {
  const { open } = useBrowser();

  test('by bank transfer, with a proof, through two people in the console, adds its credits', async () => {
    const proof = path.join(tmpdir(), 'transfer.png');
    await writeFile(proof, PIXEL);
    const customer = await visitAs(await open(), await customerWith(0), '/buy');
    const requestId = await asked(customer, /^Agency/);
    await customer
      .getByText('Write the reference')
      .or(customer.getByText('Reference').first())
      .first()
      .waitFor();
    await customer.getByLabel('Choose a file').setInputFiles(proof);
    await customer.getByText('transfer.png').waitFor();

    const reviewer = await signedIn(await open(), 'reviewer', inject('stack').console);
    await decided(reviewer, requestId);
    await reviewer.getByRole('img', { name: /Proof of payment/ }).waitFor();
    await reviewer.getByRole('button', { name: 'Approve Review' }).click();
    await reviewer.getByText('Pending: Finance').waitFor({ timeout: 20_000 });

    const finance = await signedIn(await open(), 'finance', inject('stack').console);
    await decided(finance, requestId);
    await finance.keyboard.press('a');
    // The customer's page looks again by itself.
    await customer.getByRole('link', { name: 'See credits' }).waitFor({ timeout: 60_000 });
    await expect.poll(() => customer.locator('header .balance .sr').first().textContent()).toBe('2,400');
  });

  test('is rejected only with a note, which the customer reads', async () => {
    const customer = await visitAs(await open(), await customerWith(0), '/buy');
    const requestId = await asked(customer, /^Studio/);
    const reviewer = await signedIn(await open(), 'reviewer', inject('stack').console);
    await decided(reviewer, requestId);
    await reviewer.keyboard.press('r');
    await reviewer.getByText('Write why: the customer reads it.').waitFor();
    await reviewer.getByLabel('Note, needed to reject').fill('The amount is short by 5 euros.');
    await reviewer.getByRole('button', { name: 'Reject' }).click();
    // The page looks again by itself while the request is pending.
    const told = customer.getByText('The amount is short by 5 euros.');
    await told.waitFor({ timeout: 60_000 });
    expect(await customer.getByText(/Northlight Studio rejected this request\./).count()).toBe(1);
  });

  test('of one’s own can’t be approved by oneself', async () => {
    const customer = await visitAs(await open(), 'reviewer', '/buy');
    const requestId = await asked(customer, /^Studio/);
    const reviewer = await signedIn(await open(), 'reviewer', inject('stack').console);
    await decided(reviewer, requestId);
    await reviewer.getByRole('button', { name: /^Approve/ }).click();
    expect(await reviewer.getByRole('alert').textContent()).toContain('You cannot decide your own request.');
  });

  test('is withdrawn by the customer, after a question', async () => {
    const customer = await visitAs(await open(), await customerWith(0), '/buy');
    await asked(customer, /^Studio/);
    await customer.getByRole('button', { name: 'Withdraw request' }).click();
    await customer.getByRole('dialog').getByRole('button', { name: 'Withdraw request' }).click();
    await customer.getByText('You withdrew this request.').first().waitFor();
    await expect.poll(() => customer.getByRole('button', { name: 'Withdraw request' }).count()).toBe(0);
  });

  test('takes a proof once, also where the answer to it was lost', async () => {
    const proof = path.join(tmpdir(), 'receipt.png');
    await writeFile(proof, PIXEL);
    const customer = await visitAs(await open(), await customerWith(0), '/buy');
    await asked(customer, /^Studio/);
    let isLost = true;
    await customer.route('**/proofs', async (route) => {
      const answer = await route.fetch();
      if (!isLost) return route.fulfill({ response: answer });
      isLost = false;
      return route.fulfill(INTERNAL_ERROR);
    });
    const chooser = customer.getByLabel('Choose a file');
    await chooser.setInputFiles(proof);
    await customer.getByText(/Something went wrong on our side/).waitFor();
    await chooser.setInputFiles(proof);
    await customer.getByText('Proof received').waitFor();
    await customer.reload();
    await customer.getByText('receipt.png').first().waitFor();
    expect(await customer.getByText('receipt.png').count()).toBe(1);
  });
});
