import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT } from '../exit.ts';

export const token = command({
  summary: 'Print the bearer, for curl',
  details:
    'It is a secret: pass it on, and do not print it where others read. A sign-in is renewed first if it is nearly over.',
  options: {},
  examples: [
    'curl -H "Authorization: Bearer $(scrip token)" https://credits.example.com/v1/agency/liability',
  ],
  run: async (context) => {
    const { bearer } = await connect(context);
    const printed = await bearer();
    context.output.result({ token: printed }, () => printed);
    return EXIT.done;
  },
});
