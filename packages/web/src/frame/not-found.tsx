import { State } from '../design/parts.tsx';
import { common } from '../language/texts.ts';
import { Page } from './page.tsx';

/** An address that leads nowhere. @param home where one goes on from here */
export const NotFound = ({ home }: { home: string }) => (
  <Page title={common.value.notFound} back={{ href: home, text: common.value.back }}>
    <div class="card">
      <State icon="search" title={common.value.notFound}>
        {common.value.notFoundWhy}
      </State>
    </div>
  </Page>
);
