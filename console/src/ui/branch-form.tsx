import { useState, type ReactNode } from 'react';
import { useT } from '../i18n/t.js';
import { Select, TextField } from './fields.js';
import { Form, textIn } from './form.js';
import { placesFor, type Branch } from './tree.js';

interface BranchFormProps<T extends Branch> {
  readonly branches: readonly T[];
  /** Undefined: a new one is made. */
  readonly branch?: T;
  /** Above a new one. */
  readonly parentCode?: string | null;
  readonly isReadOnly: boolean;
  readonly onSave: (given: Branch) => Promise<unknown>;
  /** Below the fields, with what has been given in them. */
  readonly children?: (given: Branch) => ReactNode;
}

const top = '';
const indented = (name: string, depth: number) => `${'\u2003'.repeat(depth)}${name}`;

interface FieldsProps<T extends Branch> extends Pick<BranchFormProps<T>, 'branches' | 'branch' | 'isReadOnly'> {
  readonly parent: string;
  readonly onParent: (code: string) => void;
}

function Fields<T extends Branch>({ branches, branch, isReadOnly, parent, onParent }: FieldsProps<T>) {
  const t = useT();
  const places = placesFor(branches, branch?.code).map(({ branch: { code, name }, depth }) => ({
    id: code,
    name: indented(name, depth + 1),
  }));
  return (
    <>
      {!branch && <TextField name="code" label={t('tree.code')} isRequired autoFocus />}
      <TextField
        name="name"
        label={t('tree.name')}
        defaultValue={branch?.name ?? ''}
        isRequired
        isReadOnly={isReadOnly}
      />
      <Select
        name="parentCode"
        label={t('tree.above')}
        options={[{ id: top, name: t('tree.top') }, ...places]}
        value={parent}
        onChange={onParent}
        isDisabled={isReadOnly}
      />
    </>
  );
}

/** Name and place; the code only of one that is made. */
export function BranchForm<T extends Branch>(props: BranchFormProps<T>) {
  const { branch, isReadOnly, onSave, children } = props;
  const t = useT();
  const [parent, setParent] = useState(branch?.parentCode ?? props.parentCode ?? top);
  const parentCode = parent === top ? null : parent;
  const given = (values: FormData): Branch => ({
    code: branch?.code ?? textIn(values, 'code'),
    name: textIn(values, 'name'),
    parentCode,
  });
  const fields = <Fields {...props} parent={parent} onParent={setParent} />;
  if (isReadOnly) return <div className="stack">{fields}</div>;
  return (
    <Form onSubmit={(values) => onSave(given(values))} submit={t(branch ? 'ui.save' : 'ui.add')}>
      {fields}
      {branch && children?.({ ...branch, parentCode })}
    </Form>
  );
}
