import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App } from 'aws-cdk-lib';
import { ACKNOWLEDGED } from './guard/acknowledged.ts';
import { findingsIn } from './guard/findings.ts';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

const [template] = process.argv.slice(2);
if (template === undefined) {
  process.stderr.write('usage: node infra/scripts/guard.ts <template>\n');
  process.exitCode = 2;
} else {
  const validator = new CfnGuardValidator({ maxBuffer: MAX_OUTPUT_BYTES });
  const { violations } = validator.validate({ appConstruct: new App(), templatePaths: [template] });
  const findings = findingsIn(violations, ACKNOWLEDGED);
  const rules = validator.ruleIds?.length ?? 0;
  process.stdout.write(
    findings.length === 0
      ? `${template} keeps ${rules} rules, ${ACKNOWLEDGED.length} of them as acknowledged\n`
      : `${findings.join('\n')}\n`,
  );
  if (findings.length > 0 || rules === 0) process.exitCode = 1;
}
