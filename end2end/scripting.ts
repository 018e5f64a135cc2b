import type { Page } from '@playwright/test';
import type { Problems } from './problems.ts';

/**
 * Shows pages as they look without script while axe, which is a script itself, can still run: every document
 * comes with a policy that forbids its scripts. To walk a journey without script use
 * `test.use({ javaScriptEnabled: false })` instead.
 */
export async function blockScripts(page: Page, problems: Problems): Promise<void> {
  problems.allow(/script-src(-elem)? 'none'/);
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const headers = response.headers();
    const policy = headers['content-security-policy'];
    headers['content-security-policy'] = [policy, "script-src 'none'"].filter(Boolean).join(', ');
    return route.fulfill({ response, headers });
  });
}

/** Waits until the script of a page that has a form to run has taken over. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    if (!document.querySelector('form[data-draft]')) return true;
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return files.some((file) => file.name.endsWith('.wasm') && file.responseEnd > 0);
  });
  // A page behind another one is never idle: its frames are not drawn.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 50), { timeout: 2_000 })));
}
