/** The seed of this run's property tests: set SEED to run a failing one again. The tests' names contain it. */
export const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
