import { useMutation } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { tellError } from '../../ui/told.js';

/** Each row is linked with the one before: whether none was changed or taken away can be checked. */
export function VerifyChain() {
  const t = useT();
  const { data, isPending, mutate } = useMutation({
    mutationFn: () => call('GET /audit/verify'),
    onError: tellError(t),
  });
  return (
    <>
      {data && (
        <span role="status" className={data.ok ? '' : 'bad'}>
          {data.ok
            ? t('audit.whole', { count: data.checked })
            : t('audit.broken', { row: String(data.firstBad?.seq ?? '?'), why: data.firstBad?.why ?? '' })}
        </span>
      )}
      <Button isPending={isPending} onPress={() => mutate()}>
        <Icon name="shield" size={16} />
        {t('audit.verify')}
      </Button>
    </>
  );
}
