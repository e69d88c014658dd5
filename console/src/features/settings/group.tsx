import type { ReactNode } from 'react';
import { Form } from '../../ui/form.js';
import { useT } from '../../i18n/t.js';
import { useChange, type Change } from './queries.js';

interface GroupProps {
  readonly title: string;
  readonly read: (values: FormData) => Change;
  readonly children: ReactNode;
}

/** Settings that belong together are saved together. */
export function Group({ title, read, children }: GroupProps) {
  const t = useT();
  const change = useChange();
  return (
    <section className="settings-group" aria-label={title}>
      <h2>{title}</h2>
      <Form onSubmit={(values) => change(read(values))} submit={t('ui.save')}>
        {children}
      </Form>
    </section>
  );
}
