/** The values of CloudFormation's pseudo parameters on one machine. The queue engine knows this account only. */
export const REGION = 'us-east-1';
export const ACCOUNT_ID = '000000000000';
export const PARTITION = 'aws';

/** Where S3 is in this region. */
export const S3_HOST = `s3.${REGION}.amazonaws.com`;

/** @returns `arn:aws:<service>:<region>:<account>:<resource>` */
export const arn = (service: string, resource: string): string =>
  `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;

/** The name in the ARN of a queue or of a Lambda, with or without an alias; a plain name stays what it is. */
export const nameInArn = (text: string): string =>
  text.match(/:function:([\w-]+)/)?.[1] ?? text.split(':')[5] ?? text;

/** A generated name as a person wants to read it: without the stack and the hash that CDK puts around it. */
export const shortName = (name: string, stackName: string): string =>
  name.replace(`${stackName}-`, '').replace(/[0-9A-F]{8}(?=\.fifo$|$)/, '');

export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
