import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { messageOf } from '../../message-of.ts';
import { guardedChanges, guardedSettings } from '../../guarded-settings.ts';
import type { Settings } from '../../settings.ts';
import { type Deployed, readDeployed } from './deployed.ts';
import { type Finding, note, stop } from './finding.ts';
import { inspectIssuer } from './issuer.ts';

export type Clients = { sts: STSClient; cloudFormation: CloudFormationClient; lambda: LambdaClient };

/** What the assets of a deployment need (the CDK names it in each assembly). */
const MIN_BOOTSTRAP_VERSION = 6;

/** Lambda lets nobody reserve the last hundred. */
const UNRESERVED_INSTANCES = 100;

/** What a failed first deployment leaves: CloudFormation updates none of these. */
const STUCK = /^(?:ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED|REVIEW_IN_PROGRESS)$/;

const inspectBootstrap = async (cloudFormation: CloudFormationClient): Promise<Finding[]> => {
  const toolkit = await readDeployed(cloudFormation, 'CDKToolkit');
  const version = Number(toolkit?.outputs['BootstrapVersion'] ?? 0);
  if (version >= MIN_BOOTSTRAP_VERSION) return [];
  const what = toolkit === undefined ? 'not prepared' : `prepared for an older CDK (version ${version})`;
  return [stop(`This account and region are ${what}. Run: npx cdk bootstrap`)];
};

const inspectQuota = async (
  lambda: LambdaClient,
  { workerConcurrency = 0 }: Settings,
): Promise<Finding[]> => {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.ConcurrentExecutions ?? 0;
  if (workerConcurrency > 0 && limit - workerConcurrency < UNRESERVED_INSTANCES)
    return [
      stop(
        `workerConcurrency is ${workerConcurrency}, and Lambda keeps ${UNRESERVED_INSTANCES} of the account's ${limit} instances ` +
          'for everything else. Remove the setting, or request a higher quota first (Service Quotas, Lambda, concurrent executions).',
      ),
    ];
  if (limit >= UNRESERVED_INSTANCES) return [];
  return [
    note(
      `This account runs ${limit} Lambda instances at once, as new accounts do: more customers at a time get 503. ` +
        'Request a higher quota (Service Quotas, Lambda, concurrent executions).',
    ),
  ];
};

const inspectChanges = (settings: Settings, { guarded }: Deployed, mayChange: boolean): Finding[] => {
  if (guarded === undefined)
    return [note('The stack does not say with which issuer and claims it was deployed.')];
  return guardedChanges(guarded, guardedSettings(settings)).map(({ setting, deployed, now }) => {
    const text = `${setting} changes from ${deployed ?? 'none'} to ${now ?? 'none'}: people would be somebody else, or the ledger's key another.`;
    return mayChange ? note(text) : stop(`${text} If that is what you want, add --change-guarded-settings.`);
  });
};

const inspectStack = (deployed: Deployed): Finding[] =>
  STUCK.test(deployed.status)
    ? [stop(`The stack is in ${deployed.status}. See docs/deploy.md, "When a first deployment fails".`)]
    : [];

/**
 * Looks before a deployment: at whatever would make it fail after minutes, or harm a stage that is in use.
 * @param options.mayChange whether the operator agreed to other guarded settings (infra/guarded-settings.ts)
 */
export const preflight = async (
  settings: Settings,
  { sts, cloudFormation, lambda }: Clients,
  { mayChange }: { mayChange: boolean },
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    findings.push(note(`AWS account ${Account}, region ${await cloudFormation.config.region()}`));
  } catch (error) {
    return [stop(`No valid AWS credentials and region: ${messageOf(error)}`)];
  }
  findings.push(...(await inspectBootstrap(cloudFormation)), ...(await inspectQuota(lambda, settings)));
  if (settings.issuer !== undefined) findings.push(...(await inspectIssuer(settings.issuer)));
  const deployed = await readDeployed(cloudFormation, `scrip-${settings.stage}`);
  if (deployed === undefined)
    return [...findings, note('There is no such stack yet: this is its first deployment.')];
  return [...findings, ...inspectStack(deployed), ...inspectChanges(settings, deployed, mayChange)];
};
