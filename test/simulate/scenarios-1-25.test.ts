import { testScenarios } from './test-scenarios.ts';

testScenarios({ from: 1, to: 25 });
