import { createHash } from 'node:crypto';
import { project } from './sources.ts';

/** Below what the system hands out by itself, and above what is usually taken. */
const FIRST = 15_000;
const RANGE = 80;

/**
 * The first of 80 ports for the tests of this checkout. They are the same in every run, so that what was built for them is
 * found again, and others in another checkout, so that two can be tested at once.
 */
export const firstPort = FIRST + (createHash('sha256').update(project).digest().readUInt16BE() % 200) * RANGE;

/** The first of the nine ports of the stack that the tests in a browser share. */
export const webPort = firstPort + 64;
