import type { Answer } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Time } from '../../ui/time.js';

type Quote = Answer<'POST /parking/quote'>;

/** How an amount comes about. */
export function Cost({ cost: { currency, text, lines } }: { readonly cost: Quote }) {
  const t = useT();
  if (currency === '') return <p className="muted">{t('parkingFees.noTariff')}</p>;
  return (
    <table className="fees-lines">
      <caption className="hint">{t('parkingFees.lines', { currency })}</caption>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.kind} ${line.from}`}>
            <td>
              <Time at={line.from} />
            </td>
            <td>{t(`parkingFees.line-${line.kind}`)}</td>
            <td className="fees-amount">
              <bdi>{line.text}</bdi>
            </td>
          </tr>
        ))}
        <tr>
          <td />
          <th scope="row">{t('parkingFees.total')}</th>
          <td className="fees-amount">
            <bdi>{text}</bdi>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
