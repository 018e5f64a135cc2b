import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { Problems } from './problems.ts';
import { serverUrl } from './servers.ts';

export { expect, type Page };

interface Fixtures {
  /** What went wrong in the browser; a test fails at its end if anything did that it has not allowed. */
  problems: Problems;
  /** Opens a page for another person, with cookies of their own. */
  newPerson: () => Promise<Page>;
}

/** The test function of every browser test: its pages know their server and are watched for problems. */
export const test = base.extend<Fixtures>({
  baseURL: async ({}, use, info) => {
    await use(serverUrl(info.project.name));
  },

  problems: async ({ baseURL }, use) => {
    const problems = new Problems(baseURL ?? '');
    await use(problems);
    expect(problems.found, 'problems in the browser').toEqual([]);
  },

  context: async ({ context, problems }, use) => {
    problems.watch(context);
    await use(context);
  },

  newPerson: async ({ browser, baseURL, problems }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL });
      opened.push(context);
      problems.watch(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});
