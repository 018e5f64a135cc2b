import type { Page } from '@playwright/test';

/** Kilobytes over the wire by kind, and the sum of those that the budgets count. */
export interface Weight {
  counted: number;
  parts: Record<string, number>;
}

/** Fonts and images are the same for the whole site and come once. */
const NOT_COUNTED = ['fonts', 'images'];

/** Loads the page's address again with an empty cache and sums what comes over the wire. */
export async function weigh(page: Page): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const parts: Record<string, number> = {};
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, kindOf(response.mimeType)));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'other';
    parts[kind] = (parts[kind] ?? 0) + encodedDataLength / 1000;
  });
  await page.reload({ waitUntil: 'networkidle' });
  await session.detach();
  const counted = Object.entries(parts).filter(([kind]) => !NOT_COUNTED.includes(kind));
  return { counted: counted.reduce((sum, [, size]) => sum + size, 0), parts };
}

function kindOf(mimeType: string): string {
  if (mimeType.includes('html')) return 'page';
  if (mimeType.includes('wasm')) return 'wasm';
  if (mimeType.includes('javascript')) return 'scripts';
  if (mimeType.includes('css')) return 'styles';
  if (mimeType.includes('font')) return 'fonts';
  if (mimeType.startsWith('image/')) return 'images';
  return 'data';
}
