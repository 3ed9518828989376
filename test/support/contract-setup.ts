import type { TestProject } from 'vitest/node';
import type { Acknowledged } from '../contract/synthesize.ts';
import type { Template } from '../contract/template.ts';
import { readTestTemplate } from './test-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    template: Template;
    acknowledged: Acknowledged[];
  }
}

/** Gives every contract test the template of a deployment, and the findings of cdk-nag that were weighed. */
export default async function setup(project: TestProject): Promise<void> {
  const { template, acknowledged } = await readTestTemplate();
  project.provide('template', template);
  project.provide('acknowledged', acknowledged);
}
