import type { Page } from 'playwright-core';

/** More presses than any way through one page takes: whoever needs more is lost. */
const MAX_PRESSES = 40;

/** Whether what has the focus shows it: by a ring of its own, or of the card or row that stands for it. */
const HAS_RING = `(() => {
  for (let one = document.activeElement; one && one !== document.body; one = one.parentElement) {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !outlineColor.endsWith(', 0)')) return true;
  }
  return false;
})()`;

/** Whether what has the focus shows it. */
export const showsFocus = async (page: Page): Promise<boolean> => (await page.evaluate(HAS_RING)) === true;

type Role = Parameters<Page['getByRole']>[0];

/** Somebody who has a keyboard and nothing else. */
export const keyboardOf = (page: Page) => {
  let presses = 0;
  const stops: string[] = [];
  const press = async (key: string): Promise<void> => {
    presses += 1;
    await page.keyboard.press(key);
  };
  /** @returns whether this has the focus now */
  const isAt = async (role: Role, name: string | RegExp): Promise<boolean> =>
    (await page.getByRole(role, { name }).and(page.locator(':focus')).count()) > 0;
  const expectRing = async (): Promise<void> => {
    if (!(await showsFocus(page)))
      throw new Error(`Nothing shows where the focus is: ${await page.locator(':focus').ariaSnapshot()}`);
  };
  return {
    press,
    /** Presses a key until this has the focus, which it must show. */
    moveTo: async (role: Role, name: string | RegExp, key = 'Tab'): Promise<void> => {
      const before = presses;
      do {
        if (presses - before >= MAX_PRESSES)
          throw new Error(`No ${role} ${String(name)} on the way: ${stops.slice(-MAX_PRESSES).join(', ')}`);
        await press(key);
        const focused = page.locator(':focus');
        stops.push((await focused.count()) > 0 ? (await focused.ariaSnapshot()).slice(0, 80) : 'nothing');
      } while (!(await isAt(role, name)));
      await expectRing();
    },
    /** Waits until this has the focus without a press. A heading and the content show no ring: nothing can be done with them. */
    waitAt: async (role: Role, name?: string | RegExp): Promise<void> => {
      const wanted = page.getByRole(role, name === undefined ? {} : { name });
      await wanted.and(page.locator(':focus')).waitFor();
      if (role !== 'heading' && role !== 'main') await expectRing();
    },
    /** Characters count for themselves: how many there are is up to what is typed. */
    type: (text: string): Promise<void> => page.keyboard.type(text),
    /** How many keys were pressed so far, typed characters left out. */
    presses: (): number => presses,
  };
};
