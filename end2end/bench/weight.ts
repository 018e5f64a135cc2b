import type { Page } from '@playwright/test';

/** Kilobytes over the wire by kind. */
export type Weight = Record<string, number>;

/** Loads the page's address again with an empty cache and sums what comes over the wire. */
export async function weigh(page: Page): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const parts: Weight = {};
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, kindOf(response.mimeType)));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'other';
    parts[kind] = (parts[kind] ?? 0) + encodedDataLength / 1000;
  });
  await page.reload({ waitUntil: 'networkidle' });
  await session.detach();
  return parts;
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
