import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useDepartments } from '../../api/choices.js';
import type { Problem } from '../../api/problem.js';
import type { OperatorView } from '../../api/types.js';
import { wholeList } from '../../api/whole-list.js';
import { useT } from '../../i18n/t.js';
import { Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { ManyChoice } from '../../ui/many-choice.js';
import { roles } from './roles.js';

type Facts = Pick<OperatorView, 'name' | 'role' | 'areaCodes' | 'departmentCodes'>;

interface OperatorFormProps {
  readonly operator?: OperatorView;
  readonly submit: string;
  readonly onSave: (facts: Facts, values: FormData) => Promise<unknown>;
  readonly children?: ReactNode;
}

function useAreas() {
  const { data } = useQuery({
    queryKey: ['areas', 'choices'],
    queryFn: ({ signal }) => wholeList('GET /areas', { sort: 'name' }, signal),
    staleTime: 120_000,
  });
  return data?.items ?? [];
}

/** All of the areas or departments, or some of them with what is below. */
const coded = ({ code, name }: { readonly code: string; readonly name: string }) => ({ id: code, name });

/** Name, role, and where the role counts. */
export function OperatorForm({ operator, submit, onSave, children }: OperatorFormProps) {
  const t = useT();
  const areas = useAreas();
  const departments = useDepartments();
  const [role, setRole] = useState<OperatorView['role']>(operator?.role ?? 'guard');
  const [areaCodes, setAreas] = useState(operator?.areaCodes ?? null);
  const [departmentCodes, setDepartments] = useState(operator?.departmentCodes ?? null);
  const explain = ({ reason }: Problem) => (reason === 'conflict' ? t('operators.last') : undefined);
  const save = (values: FormData) => onSave({ name: textIn(values, 'name'), role, areaCodes, departmentCodes }, values);
  return (
    <Form onSubmit={save} submit={submit} explain={explain}>
      <TextField
        name="name"
        label={t('operators.name')}
        defaultValue={operator?.name ?? ''}
        maxLength={64}
        isRequired
      />
      <Select
        name="role"
        label={t('operators.role')}
        hint={t(`operators.may-${role}`)}
        options={roles.map((id) => ({ id, name: t(`operators.role-${id}`) }))}
        value={role}
        onChange={setRole}
      />
      <ManyChoice
        label={t('operators.areas')}
        all={t('operators.allAreas')}
        name="areaCodes"
        choices={areas.map(coded)}
        chosen={areaCodes}
        onChange={setAreas}
      />
      <ManyChoice
        label={t('operators.departments')}
        all={t('operators.allDepartments')}
        name="departmentCodes"
        choices={departments.map(coded)}
        chosen={departmentCodes}
        onChange={setDepartments}
      />
      {children}
    </Form>
  );
}
