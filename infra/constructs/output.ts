import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** An output of the stack, under exactly this name: who deploys reads it, and so do our own commands. */
export const addOutput = (scope: Construct, name: string, description: string, value: string): void => {
  new CfnOutput(Stack.of(scope), name, { description, value });
};
