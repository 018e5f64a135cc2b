import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export type Look = 'light' | 'dark';

/** Checks the page as it stands against WCAG 2.2 A and AA, in the light and in the dark look. */
export async function axe(page: Page, looks: Look[] = ['light', 'dark']): Promise<void> {
  for (const colorScheme of looks) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const { violations } = await new AxeBuilder({ page })
      // The only rule new in WCAG 2.2 is off unless asked for.
      .options({ rules: { 'target-size': { enabled: true } } })
      .withTags(WCAG_22_AA)
      .analyze();
    const found = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.html) }));
    expect(found, `accessibility of ${page.url()}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Ends what still moves or changes colour: axe would see colours that nobody is meant to read. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
}
