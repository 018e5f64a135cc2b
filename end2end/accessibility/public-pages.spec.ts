import { axe } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { blockScripts, hydrated } from '../scripting.ts';

const PAGES = {
  lv: ['/lv', '/lv/pakalpojumi', '/lv/pakalpojumi/dzivesvietas-deklaresana', '/lv/dzives-situacijas/mainu-dzivesvietu', '/lv/pakalpojumi?q=qqq', '/lv/pieklustamiba', '/lv/privatums', '/lv/palidziba', '/lv/dev/komponentes'],
  en: ['/en', '/en/services', '/en/services/dzivesvietas-deklaresana', '/en/life-situations/mainu-dzivesvietu', '/en/services?q=qqq', '/en/accessibility', '/en/privacy', '/en/help', '/en/dev/components'],
};

for (const [language, paths] of Object.entries(PAGES)) {
  for (const path of paths) {
    test(`${path} is accessible`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await hydrated(page);
      await axe(page);
    });

    test(`${path} is accessible without script`, async ({ page, problems }) => {
      await blockScripts(page, problems);
      await page.goto(path);
      await axe(page);
    });
  }
}

test('a page that is not there says so, accessibly, in its language', async ({ page }) => {
  for (const [path, language] of [['/lv/nav-tadas', 'lv'], ['/en/no-such-page', 'en']] as const) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await axe(page);
  }
});

test('nothing is wider than a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of [...PAGES.lv, ...PAGES.en]) {
    await page.goto(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
