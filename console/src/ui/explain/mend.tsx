import { useMutation } from '@tanstack/react-query';
import { callLoosely } from '../../api/call.js';
import { useLevels } from '../../api/choices.js';
import { useMay, type Permission } from '../../api/session.js';
import type { FixView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../button.js';
import { tellError } from '../told.js';
import { toast } from '../toast.js';

const needs: Readonly<Record<FixView['code'], Permission>> = {
  enable: 'person',
  endLater: 'person',
  beginNow: 'person',
  reinstate: 'person',
  cardFound: 'person',
  giveLevel: 'level',
  endLockDown: 'door.hold',
  enableDoor: 'door.settings',
  sendAgain: 'device',
};

interface MendProps {
  readonly fixes: readonly FixView[];
  /** It is asked again. */
  readonly onMended: () => void;
}

const levelIn = ({ path }: FixView) => decodeURIComponent(path.split('/')[2] ?? '');

/** What mends a refusal, a button each; only those that the operator may press. */
export function Mend({ fixes, onMended }: MendProps) {
  const t = useT();
  const may = useMay();
  const levels = new Map(useLevels().map(({ id, name }) => [id, name]));
  const mend = useMutation({
    mutationFn: ({ method, path, body }: FixView) => callLoosely(method, path, body === null ? {} : { body }),
    onSuccess: (_answer, { code }) => {
      toast('good', t(`explain.mended-${code}`));
      onMended();
    },
    onError: tellError(t),
  });
  const allowed = fixes.filter(({ code }) => may(needs[code]));
  if (allowed.length === 0) return null;
  const nameOf = (fix: FixView) => {
    const level = fix.code === 'giveLevel' ? levelIn(fix) : '';
    return t(`explain.mend-${fix.code}`, { name: levels.get(level) ?? level });
  };
  return (
    <section>
      <h3>{t('explain.mend')}</h3>
      <div className="row">
        {allowed.map((fix) => (
          <Button key={fix.path + fix.code} isPending={mend.isPending} onPress={() => mend.mutate(fix)}>
            {nameOf(fix)}
          </Button>
        ))}
      </div>
    </section>
  );
}
