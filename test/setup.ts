import fc from 'fast-check';

/**
 * Generated cases are the same in every run, so that a change is judged by what it changes. PREWARM_SEED=random looks
 * further, another number repeats a run.
 */
const seed = process.env['PREWARM_SEED'];
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed ?? 1) });
