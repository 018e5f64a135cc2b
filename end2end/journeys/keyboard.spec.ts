import type { Locator } from '@playwright/test';
import { expect, test, type Page } from '../fixtures.ts';
import { hydrated } from '../scripting.ts';
import { LETTER, receiptNumber } from '../services.ts';

// Nobody else in these tests writes a letter as this person: two who fill one draft would disturb each other.
const RESIDENT = 'Edgars Zariņš';

test.describe.configure({ mode: 'default' });

test('a resident writes to an agency with the keyboard alone', async ({ page }) => {
  await walk(page);
});

test('a resident does so on a screen enlarged four times', async ({ page }) => {
  // 1280 × 1024 px at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await walk(page);
});

async function walk(page: Page) {
  test.setTimeout(180_000);
  await page.goto(LETTER);
  await press(page, page.getByRole('link', { name: 'Sākt pieteikumu' }).first());
  await press(page, page.getByRole('link', { name: 'Ieiet un sākt' }));
  await press(page, page.getByRole('link', { name: 'Turpināt uz ieeju' }));
  await press(page, page.getByRole('button', { name: RESIDENT }));
  await press(page, page.getByRole('button', { name: /^(Sākt|Turpināt)$/ }));
  await expect(page).toHaveURL(/\/lv\/melnraksti\//);

  await reach(page, page.getByRole('combobox', { name: 'Kurai iestādei rakstāt?' }));
  await page.keyboard.type('Valsts ieņ');
  await goOn(page);
  await pick(page, 'Ko vēlaties rakstīt?', 'Jautājumu');
  await goOn(page);
  await goOn(page);
  const summary = page.getByRole('group', { name: 'Lūdzu, izlabojiet' });
  await expect(summary).toBeFocused();
  await press(page, summary.getByRole('link').first());
  await expect(page.getByRole('textbox', { name: /^Par ko/ })).toBeFocused();
  await page.keyboard.type('Par nodokli');
  await page.keyboard.press('Tab');
  await reach(page, page.getByRole('textbox', { name: /^Iesnieguma teksts/ }));
  await page.keyboard.type('Lūdzu, paskaidrojiet nodokļa aprēķinu.');
  await pick(page, 'Vai par šo lietu jau rakstījāt', 'Nē');
  await goOn(page);
  await pick(page, 'Kur vēlaties saņemt atbildi?', 'Šeit, manā darba vietā');
  await goOn(page);
  await reach(page, page.getByRole('checkbox', { name: 'Apliecinu, ka rakstu patiesību' }));
  await page.keyboard.press('Space');
  await goOn(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Pārbaudiet atbildes' })).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Iesniegt', exact: true }));
  await expect(page.getByRole('heading', { level: 1, name: 'Pieteikums ir iesniegts' })).toBeVisible();
  expect(receiptNumber(page)).toMatch(/^\d{4}-/);
}

/** Presses Tab until something has the focus; it must be seen whole enough to know what it is. */
async function reach(page: Page, target: Locator) {
  await hydrated(page);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await seen(page, target);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not lead to ${target}`);
}

/** What has the focus is on the screen and nothing lies over it (WCAG 2.4.11). */
async function seen(page: Page, target: Locator) {
  await expect(target).toBeInViewport();
  const covered = await target.evaluate((element) => {
    const shown = element.closest('label, .choice, .field') ?? element;
    const box = element.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return top && !shown.contains(top) && !top.contains(shown) ? top.outerHTML.slice(0, 200) : undefined;
  });
  expect(covered, 'what lies over the focus').toBeUndefined();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}

async function press(page: Page, target: Locator) {
  await reach(page, target);
  await page.keyboard.press('Enter');
}

/** Chooses an answer: Space takes the first, arrows go on. */
async function pick(page: Page, words: string, answer: string) {
  const group = page.getByRole('group', { name: words });
  const answers = group.getByRole('radio');
  await reach(page, answers.first());
  await page.keyboard.press('Space');
  const wanted = group.getByRole('radio', { name: answer });
  for (let presses = await answers.count(); presses > 0 && !(await wanted.isChecked()); presses -= 1) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toBeChecked();
}

async function goOn(page: Page) {
  await press(page, page.getByRole('main').getByRole('button', { name: 'Turpināt', exact: true }));
  await page.waitForLoadState('load');
}

test('nothing moves for those who want no movement', async ({ page }) => {
  for (const [reducedMotion, between] of [['no-preference', 'auto'], ['reduce', 'none']] as const) {
    await page.emulateMedia({ reducedMotion });
    for (const path of ['/lv', '/lv/pakalpojumi', '/lv/dev/komponentes']) {
      await page.goto(path);
      expect(await page.evaluate(betweenPages), path).toBe(between);
      if (reducedMotion === 'reduce') expect(await page.evaluate(longestMovement), path).toBeLessThan(0.001);
    }
  }
});

/** What the style sheets say of the way from one page to the next: `auto` moves, `none` does not. */
function betweenPages(): string | undefined {
  const said = (rules: CSSRuleList): string[] =>
    [...rules].flatMap((rule) => {
      if (rule instanceof CSSMediaRule) return matchMedia(rule.conditionText).matches ? said(rule.cssRules) : [];
      if (rule instanceof CSSLayerBlockRule) return said(rule.cssRules);
      const found = /^@view-transition\b.*navigation:\s*(\w+)/s.exec(rule.cssText)?.[1];
      return found ? [found] : [];
    });
  return [...document.styleSheets].flatMap((sheet) => said(sheet.cssRules)).pop();
}

/** The longest movement of anything on the page, in seconds. */
function longestMovement(): number {
  const times = [...document.querySelectorAll('*')].flatMap((element) => {
    const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
    return transitionDuration.split(',').concat(animationName === 'none' ? [] : animationDuration.split(','));
  });
  return Math.max(...times.map((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 0.001 : 1)));
}
