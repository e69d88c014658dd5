import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useAreas } from '../../api/choices.js';
import { useT } from '../../i18n/t.js';
import { Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Removal } from '../../ui/removal.js';
import { toast } from '../../ui/toast.js';
import type { Plan } from './queries.js';

interface PlanFormProps {
  /** Undefined: a new one is made. */
  readonly plan?: Plan;
  readonly onSaved: (id: string) => void;
}

/** Name and area. */
export function PlanForm({ plan, onSaved }: PlanFormProps) {
  const t = useT();
  const client = useQueryClient();
  const areas = useAreas();
  const [chosen, setChosen] = useState<string>();
  const areaCode = chosen ?? plan?.areaCode ?? areas[0]?.code;
  const save = async (values: FormData) => {
    const name = textIn(values, 'name');
    const body = { name, ...(areaCode === undefined ? {} : { areaCode }) };
    const { id } = plan
      ? await call('PATCH /plans/{id}', { path: { id: plan.id }, body })
      : await call('POST /plans', { body });
    toast('good', t('plans.saved', { name }));
    await client.invalidateQueries({ queryKey: ['plans'] });
    onSaved(id);
  };
  return (
    <Form onSubmit={save} submit={t(plan ? 'ui.save' : 'plans.add')}>
      <TextField name="name" label={t('plans.name')} defaultValue={plan?.name ?? ''} isRequired />
      {areas.length > 0 && (
        <Select
          key={areas.length}
          name="areaCode"
          label={t('plans.area')}
          options={areas.map(({ code, name }) => ({ id: code, name }))}
          value={areaCode ?? null}
          onChange={setChosen}
        />
      )}
    </Form>
  );
}

export function PlanPanel({ plan, onGone }: { readonly plan: Plan; readonly onGone: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const { id, name } = plan;
  return (
    <>
      <PageLink to={`/plans/${encodeURIComponent(id)}`} search={{ edit: true }}>
        {t('plans.toEdit')}
      </PageLink>
      <PlanForm plan={plan} onSaved={() => undefined} />
      <Removal
        act={t('plans.deleteAct', { name })}
        text={t('plans.deleteText')}
        remove={() => call('DELETE /plans/{id}', { path: { id } })}
        onGone={() => {
          onGone();
          void client.invalidateQueries({ queryKey: ['plans'] });
        }}
      />
    </>
  );
}
