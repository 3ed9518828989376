import { Aws } from 'aws-cdk-lib';
import { Function, FunctionCode } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

/**
 * Leads the path of a page to the one file that shows it. Files are in `/assets/`, or at the top with an extension: what is
 * deeper is a page, because an account's ID may have a dot.
 */
const CODE = `function handler(event) {
  var request = event.request;
  var isFile = /^\\/assets\\/|^\\/[^\\/]+\\.[^\\/]+$/.test(request.uri);
  if (!isFile) request.uri = /^\\/console(\\/|$)/.test(request.uri) ? '/console/index.html' : '/index.html';
  return request;
}`;

/**
 * The CloudFront Function before the pages. The distribution's own error pages can't do this: they would also replace what
 * the API answers with 403 and 404.
 */
export const pagePaths = (scope: Construct, { stage }: Settings): Function =>
  new Function(scope, 'Paths', {
    // The name is the account's, not the stack's or the region's.
    functionName: `scrip-${stage}-page-paths-${Aws.REGION}`,
    comment: `Scrip ${stage}: leads paths of pages to their file`,
    code: FunctionCode.fromInline(CODE),
  });
