import { useDepartments } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { ComboBox } from '../../ui/fields.js';

function Choice() {
  const t = useT();
  const departments = useDepartments();
  return (
    <ComboBox
      name="deptCode"
      label={t('visitors.department')}
      options={departments.map(({ code, name }) => ({ id: code, name }))}
    />
  );
}

/** Which department they visit. */
export function DepartmentField() {
  const may = useMay();
  return may('person.face') && <Choice />;
}
