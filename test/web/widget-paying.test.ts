import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBrowserMissing } from '../support/browser.ts';
import { customerAt, openShop, type OpenShop } from '../support/shop.ts';

const amount = (page: Page) => page.locator('#balance [part=amount]');

const FOCUSED_PART = `document.querySelector('#pay').shadowRoot.activeElement?.getAttribute('part')`;

/** A site to which the agency's customers may return (infra/local/seed/settings.ts). It leads on to the shop's page. */
const RETURN_URL = 'https://example.com/credits';

const OPEN_IN_PAGE = `for (const [name, value] of [['open-in', 'page'], ['return-url', '${RETURN_URL}']])
  document.querySelector('scrip-buy').setAttribute(name, value);`;

const leadOn = async (context: BrowserContext, shop: OpenShop): Promise<void> => {
  await context.route(`${RETURN_URL}**`, (route) =>
    route.fulfill({
      status: 303,
      headers: { location: `${shop.url}/${new URL(route.request().url()).search}` },
    }),
  );
};

describe.skipIf(isBrowserMissing)('paying with the widget on the page of another origin', () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop('plain');
  });
  afterAll(() => shop.close());

  test('orders a service once, at no price but the one that was agreed to', async () => {
    const { page, account, context, complaints } = await customerAt(shop);
    await shop.give(account, 60);
    const service = await shop.service(40);
    await page.goto(`${shop.url}/?service=${service}`);
    const pay = page.locator('scrip-pay');
    const deed = pay.getByRole('button', { name: 'Pay 40 credits' });
    await deed.click();
    await pay.getByRole('heading', { name: 'Confirm: Logo design' }).waitFor();
    await shop.service(55, service);
    await deed.click();
    await pay.getByText('The price has changed from 40 to 55 credits.').waitFor();
    expect(await pay.locator('[part=after-value]').textContent()).toBe('5');
    await pay.getByRole('button', { name: 'Pay 55 credits' }).dblclick();

    await pay.getByText('Logo design is ordered. 5 credits left.').first().waitFor();
    await amount(page).getByText('5', { exact: true }).waitFor();
    await page
      .locator('#log')
      .getByText(/^scrip-purchased .*"what":"service".*"credits":55/)
      .waitFor();
    expect(await shop.orders(account)).toMatchObject([{ serviceId: service, credits: 55 }]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('holds credits that are for this service alone, and says that it only holds them', async () => {
    const { page, account, context, complaints } = await customerAt(shop);
    const service = await shop.service(40, undefined, 'when_done');
    await shop.give(account, 25, { services: [service] });
    await shop.give(account, 30, { categories: ['Brushes'] });
    await page.goto(`${shop.url}/?service=${service}`);
    const pay = page.locator('scrip-pay');
    await pay.getByRole('button', { name: 'Pay 40 credits' }).click();
    await pay.getByText('Insufficient. Short by 15 credits.').waitFor();
    await pay.getByText('There are also 30 only for Brushes.').waitFor();
    await page
      .locator('#balance')
      .getByText(/^There are also 25 only for Logo design and 30 only for Brushes\.$/)
      .waitFor();
    await page.locator('scrip-history').getByText('only for Brushes').waitFor();
    await shop.give(account, 15);
    await page.reload();
    await pay.getByRole('button', { name: 'Pay 40 credits' }).click();
    await pay.getByText('The credits are only set aside now.').waitFor();
    expect(await pay.locator('[part=restricted-value]').textContent()).toBe('25');
    expect(await pay.locator('[part=after-value]').textContent()).toBe('0');
    await pay.getByRole('button', { name: 'Pay 40 credits' }).click();
    await pay.getByText('Logo design is ordered.').first().waitFor();
    expect(await shop.orders(account)).toMatchObject([{ credits: 40, payment: 'held' }]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('says by how much credits are short for a service, and that an unknown one is not there', async () => {
    const { page, account, context } = await customerAt(shop);
    await shop.give(account, 25);
    await page.goto(`${shop.url}/?service=${await shop.service(40)}`);
    const pay = page.locator('scrip-pay');
    await pay.getByRole('button', { name: 'Pay 40 credits' }).click();
    await pay.getByText('Insufficient. Short by 15 credits.').waitFor();
    await page.goto(`${shop.url}/?service=unknown`);
    await pay.getByText('This is not available any more.').waitFor();
    expect(await shop.orders(account)).toEqual([]);
    await context.close();
  });

  test('names what the credits of a package and its bonus are for', async () => {
    const { page, context } = await customerAt(shop);
    await context.route('**/v1/packages?*', async (route) => {
      const answer = await route.fetch();
      const offers: { items: object[] } = await answer.json();
      const [first = {}, second = {}] = offers.items;
      const [onlyFor, bonusOnlyFor] = [{ categories: ['Brushes'] }, { services: ['illustration'] }];
      const items = [
        { ...first, bonusCredits: 5, onlyFor, bonusOnlyFor: onlyFor },
        { ...second, bonusCredits: 5, onlyFor, bonusOnlyFor },
      ];
      await route.fulfill({ response: answer, json: { ...offers, items } });
    });
    await page.goto(shop.url);
    const buy = page.locator('scrip-buy');
    await buy.getByText('only for Brushes', { exact: true }).waitFor();
    await buy.getByText('credits only for Brushes', { exact: true }).waitFor();
    await buy.getByText('bonus only for Illustration', { exact: true }).waitFor();
    expect(await buy.getByText('only for').count()).toBe(3);
    await context.close();
  });

  test('buys with PayPal, and the credits come though the customer never returns from there', async () => {
    const { page, context, complaints } = await customerAt(shop);
    await page.goto(shop.url);
    const buy = page.locator('scrip-buy');
    await buy.getByText('100 credits', { exact: true }).click();
    await buy.getByText('PayPal').click();
    const opened = context.waitForEvent('page');
    await buy.getByRole('button', { name: 'Pay €10.00 with PayPal' }).click();
    await (await opened).getByRole('button', { name: 'Pay, and never come back to the store' }).click();

    await buy.getByText('100 credits added. You have 100 credits available.').first().waitFor();
    await amount(page).getByText('100', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('says that PayPal holds a payment, and adds the credits when it lets go', async () => {
    const { page, context } = await customerAt(shop);
    await leadOn(context, shop);
    await page.goto(shop.url);
    const buy = page.locator('scrip-buy');
    await buy.getByText('PayPal').click();
    const opened = context.waitForEvent('page');
    await buy.getByRole('button', { name: /^Pay €10\.00 with PayPal/ }).click();
    const payment = await opened;
    await payment.getByText('The payment is held for review').click();
    const address = payment.url();
    await payment.getByRole('button', { name: /^Pay .* now$/ }).click();

    await buy.getByText(/^Your payment is on its way/).waitFor();
    expect(await amount(page).textContent()).toBe('0');
    await shop.sandbox.paypal(address, 'complete');
    await buy.getByText('100 credits added.').first().waitFor();
    await context.close();
  });

  test('leads to the payment page and back in the page itself where the page wants that', async () => {
    const { page, context } = await customerAt(shop);
    await leadOn(context, shop);
    await page.goto(shop.url);
    const buy = page.locator('scrip-buy');
    const isBack = (outcome: string) => (url: URL) =>
      url.origin === shop.url && url.searchParams.get('outcome') === outcome;
    await page.evaluate(OPEN_IN_PAGE);
    await buy.getByText('500 credits + 50 bonus').click();
    await buy.getByRole('button', { name: 'Pay €45.00 with card' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForURL(isBack('cancelled'));
    await buy.getByText('You cancelled the payment. You were not charged.').waitFor();

    // What was chosen is chosen still.
    await page.evaluate(OPEN_IN_PAGE);
    await buy.getByRole('button', { name: 'Pay €45.00 with card' }).click();
    await page.getByRole('button', { name: /^Pay €?45/ }).click();
    await page.waitForURL(isBack('success'));
    await buy.getByText('500 + 50 credits added. You have 550 credits available.').first().waitFor();
    expect(context.pages()).toEqual([page]);
    await context.close();
  });

  test.each([
    [55, 'The price has changed from 40 to 55 credits.'],
    [40, 'The price is still 40 credits.'],
  ])(
    'a lock that ends while somebody agrees asks again, where the price then is %i',
    async (price, words) => {
      const { page, account, context } = await customerAt(shop);
      await shop.give(account, 60);
      const product = await shop.product(40);
      await page.clock.install();
      await page.goto(`${shop.url}/?product=${product}`);
      const pay = page.locator('scrip-pay');
      await pay.getByRole('button', { name: 'Buy for 40 credits' }).click();
      await pay.getByText(/^This price is yours until/).waitFor();
      await pay.getByRole('button', { name: 'Buy for 40 credits' }).focus();
      await shop.product(price, product);
      await page.clock.fastForward('20:00');
      await pay.getByText('This price is not locked any more.').first().waitFor();
      expect(await pay.getByRole('button', { name: /^Buy for/ }).count()).toBe(0);
      expect(await page.evaluate(FOCUSED_PART)).toBe('check');

      await page.keyboard.press('Enter');
      await pay.getByText(words).waitFor();
      // The device's clock is wrong by twenty minutes now, and the new lock holds all the same.
      await pay.getByText(/^This price is yours until/).waitFor();
      await pay.getByRole('button', { name: `Buy for ${price} credits` }).click();
      await pay
        .getByText(`Coastal Rocks is yours. ${60 - price} credits left.`)
        .first()
        .waitFor();
      await context.close();
    },
  );
});
