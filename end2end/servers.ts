import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';

const READY_WITHIN_MS = 180_000;

/** Address of the server that stands on one of the two databases. */
export function serverUrl(database: string): string {
  const url = process.env[variable(database)];
  if (!url) throw new Error(`no server was started for ${database}`);
  return url;
}

/**
 * Playwright's global setup: one demonstration server for each database, and one whose clock stands still; what it
 * returns stops them.
 * Their logs stay in the output folder.
 */
export default async function startServers(config: FullConfig): Promise<() => Promise<void>> {
  const logs = config.projects[0]?.outputDir ?? tmpdir();
  mkdirSync(logs, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'varti-e2e-'));
  const database = createDatabase();
  const started: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(started.map(terminate));
    database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([
      start('sqlite', { folder, logs }, {}, started),
      start('postgres', { folder, logs }, { DATABASE_URL: database.url }, started),
      start('look', { folder, logs }, { ...standingClock(), VARTI_DEMO_HISTORY: 'full' }, started),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function variable(database: string): string {
  return `VARTI_E2E_URL_${database.toUpperCase()}`;
}

/** A database of our own in the cluster that `make` has started. */
function createDatabase(): { url: string; drop: () => void } {
  const cluster = process.env.VARTI_TEST_POSTGRES;
  if (!cluster) throw new Error('VARTI_TEST_POSTGRES is not set: run the browser tests with `make e2e`');
  const name = `varti_e2e_${process.pid}`;
  const sql = (text: string) => execFileSync('psql', ['--quiet', '--command', text, cluster], { stdio: 'inherit' });
  sql(`CREATE DATABASE ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => sql(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function start(
  name: string,
  places: { folder: string; logs: string },
  settings: NodeJS.ProcessEnv,
  started: ChildProcess[],
) {
  const address = `127.0.0.1:${await freePort()}`;
  await startServer(name, address, places, settings, started);
  process.env[variable(name)] = `http://${address}`;
}

/** Settings under which it is always the same moment, so that pages look the same at every run. Timers go on. */
function standingClock(): NodeJS.ProcessEnv {
  const library = execFileSync('sh', ['-c', 'ls /usr/lib/*/faketime/libfaketimeMT.so.1'], { encoding: 'utf8' }).trim();
  return { LD_PRELOAD: library, FAKETIME: '2026-03-17 10:00:00', FAKETIME_DONT_FAKE_MONOTONIC: '1', TZ: 'UTC' };
}

/** Starts a demonstration of its own, and answers when it is ready. */
export async function startServer(
  name: string,
  address: string,
  { folder, logs }: { folder: string; logs: string },
  settings: NodeJS.ProcessEnv,
  started: ChildProcess[] = [],
): Promise<ChildProcess> {
  const url = `http://${address}`;
  const logFile = join(logs, `server-${name}.log`);
  const log = openSync(logFile, 'w');
  const server = spawn(executable(), ['serve'], {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      VARTI_MODE: 'demo',
      VARTI_DEMO_HISTORY: 'none',
      VARTI_DATA: join(folder, name),
      VARTI_ADDR: address,
      VARTI_BASE_URL: url,
      ...settings,
    },
  });
  closeSync(log);
  started.push(server);
  await ready(name, server, url, logFile);
  return server;
}

function executable(): string {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/varti/target');
  return process.env.VARTI_SERVER ?? join(target, 'ci/server');
}

async function ready(name: string, server: ChildProcess, url: string, logFile: string) {
  let failure: Error | undefined;
  server.once('error', (error) => (failure = error));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && !failure && server.exitCode === null) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const reason = failure?.message ?? (server.exitCode === null ? 'not ready in time' : `ended with ${server.exitCode}`);
  throw new Error(`the ${name} server: ${reason}\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

export function terminate(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => server.kill('SIGKILL'), 10_000);
    server.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    server.kill('SIGTERM');
  });
}
