// Says in one line how many tests passed and failed, from the test runner's own report. It runs on any Node, because
// it also has to say so when nothing else could be installed.
import { readFileSync } from 'node:fs';

const report = new URL('../.local/test-report.json', import.meta.url);

const count = () => {
  try {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, success };
  } catch (error) {
    console.error(`No test report: ${error.message}`);
    return { passed: 0, failed: 0, success: false };
  }
};

const { passed, failed, success } = count();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = success && passed > 0 && failed === 0 ? 0 : 1;
