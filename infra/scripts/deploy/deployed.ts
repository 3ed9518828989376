import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { type GuardedSettings, readGuardedSettings } from '../../guarded-settings.ts';

export type Deployed = {
  /** As CloudFormation calls it, such as UPDATE_COMPLETE. */
  status: string;
  outputs: Record<string, string>;
  /** What it was deployed with. None if the stack was made by a version before they were written down. */
  guarded: GuardedSettings | undefined;
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);

/** A stack as it is now. @returns undefined if there is none */
export const readDeployed = async (
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<Deployed | undefined> => {
  try {
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    if (stack === undefined) return undefined;
    const { Metadata } = await cloudFormation.send(new GetTemplateSummaryCommand({ StackName }));
    return {
      status: stack.StackStatus ?? 'unknown',
      outputs: Object.fromEntries(
        (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      ),
      guarded: Metadata === undefined ? undefined : readGuardedSettings(JSON.parse(Metadata)),
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};
