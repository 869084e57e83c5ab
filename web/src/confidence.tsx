// The one number that was compared with the threshold, as a number and as a bar, and what it does not promise.
import { InfoCircleOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import type { Answer } from './api'
import { useWords } from './words/words'

/** As many digits as it takes for the two numbers, rounded, to compare like the exact ones. */
function digits(confidence: number, threshold: number) {
  for (let n = 2; n < 6; n++) if ((confidence >= threshold) === (Number(confidence.toFixed(n)) >= Number(threshold.toFixed(n)))) return n
  return 6
}

export function Confidence({ answer: { confidence, threshold, certified, status } }: { answer: Answer }) {
  const { w, decimal } = useWords()
  const n = digits(confidence, threshold)
  const percent = (value: number) => `${Math.max(0, Math.min(1, value)) * 100}%`
  return (
    <div className="confidence">
      <span className="confidence-number">{w.ask.confidence} <strong>{decimal(confidence, n)}</strong></span>
      <span className={`meter ${status}`} role="meter" aria-label={w.ask.confidence} aria-valuemin={0} aria-valuemax={1} aria-valuenow={Number(confidence.toFixed(n))}>
        <span className="meter-fill" style={{ width: percent(confidence) }} />
        {threshold > 0 && <span className="meter-tick" style={{ left: percent(threshold) }} />}
      </span>
      {threshold > 0 && <span className="quiet">{w.ask.threshold(decimal(threshold, n))}</span>}
      <Tooltip title={certified ? w.ask.certified_hint : w.ask.uncertified_hint} trigger={['hover', 'focus']}>
        <span className={`seal ${certified ? 'certified' : ''}`} tabIndex={0} role="note" aria-label={`${certified ? w.ask.certified : w.ask.uncertified}: ${certified ? w.ask.certified_hint : w.ask.uncertified_hint}`}>
          {certified ? w.ask.certified : w.ask.uncertified} <InfoCircleOutlined aria-hidden />
        </span>
      </Tooltip>
    </div>
  )
}
