import { expect, test } from 'vitest';
import { resolveIntrinsics } from '../../infra/local/template/intrinsics.ts';

const references = {
  ref: (name: string) => ({ 'AWS::Region': 'us-east-1', Queue: 'http://queue' })[name] ?? `ref-${name}`,
  attribute: (logicalId: string, attribute: string) => `${logicalId}#${attribute}`,
  secret: (arn: string) => `value of ${arn}`,
};

const resolve = (value: unknown): unknown => resolveIntrinsics(value, references, 'Thing');

test.each([
  [{ Ref: 'Queue' }, 'http://queue'],
  [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'Table#StreamArn'],
  [{ 'Fn::GetAtt': 'Table.StreamArn' }, 'Table#StreamArn'],
  [{ 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }, 3]] }, 'a/us-east-1/3'],
  [{ 'Fn::Sub': '${AWS::Region}-${Table.Arn}-${!literal}' }, 'us-east-1-Table#Arn-${literal}'],
  [{ 'Fn::Sub': ['${own}', { own: { Ref: 'Queue' } }] }, 'http://queue'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  [
    { 'Fn::Join': ['', ['{{resolve:secretsmanager:arn:', { Ref: 'Key' }, ':SecretString:::}},b']] },
    'value of arn:ref-Key,b',
  ],
  [{ deep: [{ Ref: 'X' }, { plain: true }] }, { deep: ['ref-X', { plain: true }] }],
])('%j becomes %j', (value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test('an intrinsic that cannot be evaluated locally is named with its resource in one line', () => {
  expect(() => resolve({ a: { 'Fn::ImportValue': 'x' } })).toThrow(
    /^Thing: the local stack does not evaluate Fn::ImportValue$/,
  );
});

test('arguments of another form are refused', () => {
  expect(() => resolve({ 'Fn::Join': 'x' })).toThrow(/^Thing: .*another form$/);
});
