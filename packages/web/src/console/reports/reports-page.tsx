import { Page } from '../../frame/page.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { LiabilityCard } from './liability.tsx';
import { Months } from './months.tsx';
import { Runs } from './runs.tsx';

/** What is outstanding, what each month brought, and whether books and payments agree. */
export const ReportsPage = () => (
  <Page
    title={t.value.reports.title}
    lead={t.value.reports.liabilityHelp}
    actions={
      <a class="button primary" href={href('/reports/books')}>
        {t.value.reports.book.title}
      </a>
    }
  >
    <LiabilityCard />
    <Months />
    <Runs />
  </Page>
);
