import * as z from 'zod';

const structured = z.looseObject({ level: z.string(), message: z.unknown() });
const failure = z.looseObject({
  name: z.string().optional(),
  message: z.string(),
  location: z.string().optional(),
});

/** Said on the line already, the same on every line, or of no use to a person. */
const BOILERPLATE = new Set(
  'level message timestamp service sampling_rate xray_trace_id cold_start error function_arn function_memory_size function_name function_request_id'.split(
    ' ',
  ),
);

const MAX_VALUE = 160;

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const show = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
};

/**
 * Renders a line of a Lambda's output: Powertools' JSON becomes one short line.
 * @returns nothing for a metric, which is for CloudWatch and not for a person
 */
export const renderLambdaLog = (line: string): string | undefined => {
  const content = parse(line);
  if (typeof content === 'object' && content !== null && '_aws' in content) return undefined;
  const entry = structured.safeParse(content);
  if (!entry.success) return line.slice(0, 1000);
  const { level, message, error } = entry.data;
  const parts = [level.padEnd(5), show(message)];
  for (const [key, value] of Object.entries(entry.data))
    if (!BOILERPLATE.has(key) && value !== undefined) parts.push(`${key}=${show(value)}`);
  const failed = failure.safeParse(error);
  if (failed.success) {
    const { name, message: reason, location } = failed.data;
    parts.push(`${name ?? 'Error'}: ${show(reason)}${location ? ` (${location})` : ''}`);
  }
  return parts.join(' ');
};
