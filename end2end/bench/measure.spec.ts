import { writeFileSync } from 'node:fs';
import { test } from '@playwright/test';
import { signIn } from '../people.ts';
import { fillResidence, RESIDENCE, start, submit } from '../services.ts';
import { weigh, type Weight } from './weight.ts';

const RESIDENT = 'Jānis Bērziņš';

test('what a browser loads, and the cookie of a signed-in person', async ({ page, context }) => {
  const kilobytes: Record<string, Weight> = {};

  await page.goto(RESIDENCE);
  kilobytes.card = await weigh(page);

  await signIn(page, RESIDENT);
  await start(page, RESIDENCE);
  kilobytes.form = await weigh(page);

  await fillResidence(page);
  await page.goto(`/lv/pieteikumi/${await submit(page)}`);
  kilobytes.case = await weigh(page);

  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const report = process.env.VARTI_BENCH_REPORT;
  if (!report) throw new Error('VARTI_BENCH_REPORT names no file: run `make bench`');
  writeFileSync(report, JSON.stringify({ kilobytes, cookie }));
});
