/** The seed of this run's property tests: set SEED to run a failing one again. It stands in the tests' names. */
export const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
