// Preloaded into a measured process: writes its peak resident memory, in KiB, when it ends.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  if (process.env.BENCH_PEAK_MEMORY)
    writeFileSync(process.env.BENCH_PEAK_MEMORY, String(process.resourceUsage().maxRSS));
});
