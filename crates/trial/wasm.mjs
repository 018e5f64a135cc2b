// Runs the wasm module of this crate under Node.
//
//   node wasm.mjs MODULE digest SEED COUNT    prints the digest of made-up pairs
//   node wasm.mjs MODULE speed QUESTIONS RULES    prints what judging takes, in milliseconds, as JSON

import { readFile } from "node:fs/promises";

const [module, what, ...numbers] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(await readFile(module), {});
const { digest, begin, judge_all, change } = instance.exports;
const [first, second] = numbers.map(Number);

/** The 50th and 99th percentile of how long `work` takes, in milliseconds, and how often it was tried. */
function timed(work, times) {
  for (let warm = 0; warm < times / 10; warm++) work();
  const took = [];
  for (let run = 0; run < times; run++) {
    const begun = performance.now();
    work();
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  return { p50: took[Math.floor(times * 0.5)], p99: took[Math.floor(times * 0.99)], times };
}

if (what === "digest") {
  const unsigned = BigInt.asUintN(64, digest(BigInt(first), second));
  console.log(unsigned.toString(16).padStart(16, "0"));
} else if (what === "speed") {
  begin(first, second);
  console.log(JSON.stringify({ full: timed(judge_all, 1000), change: timed(change, 5000) }));
} else {
  console.error("digest SEED COUNT, or speed QUESTIONS RULES");
  process.exit(2);
}
