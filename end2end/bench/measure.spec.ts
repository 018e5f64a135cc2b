import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { signIn } from '../people.ts';
import { weigh, type Weight } from './weight.ts';

const SERVICE = '/lv/pakalpojumi/dzivesvietas-deklaresana';
const RESIDENT = 'Jānis Bērziņš';

test('what a browser loads, and the cookie of a signed-in person', async ({ page, context }) => {
  const kilobytes: Record<string, Weight> = {};

  await page.goto(SERVICE);
  kilobytes.card = await weigh(page);

  await signIn(page, RESIDENT);
  await page.goto(SERVICE);
  await page.getByRole('link', { name: 'Sākt pieteikumu' }).or(page.getByRole('button', { name: 'Sākt pieteikumu' })).click();
  await expect(page).toHaveURL(/\/lv\/melnraksti\//);
  kilobytes.form = await weigh(page);

  await page.goto('/lv/darba-vieta');
  await page.locator('main a[href^="/lv/pieteikumi/"]').first().click();
  await expect(page).toHaveURL(/\/lv\/pieteikumi\//);
  kilobytes.case = await weigh(page);

  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const report = process.env.VARTI_BENCH_REPORT;
  if (!report) throw new Error('VARTI_BENCH_REPORT names no file: run `make bench`');
  writeFileSync(report, JSON.stringify({ kilobytes, cookie }));
});
