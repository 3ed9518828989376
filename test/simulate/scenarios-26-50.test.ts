import { testScenarios } from './test-scenarios.ts';

testScenarios({ from: 26, to: 50 });
