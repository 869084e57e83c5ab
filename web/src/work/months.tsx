// Saved, avoided and earned by month as stacked bars, what it cost as a line.
import { useMemo } from 'react'
import { useWords } from '../words/words'
import type { Value } from './calls'
import { axis, Chart } from './chart'

export default function Months({ value }: { value: Value }) {
  const { w, language } = useWords()
  const option = useMemo(() => {
    const { months } = value
    const money = months.some((month) => month.saved !== null || month.avoided !== null || month.earned !== 0)
    const bar = (name: string, color: string, of: (at: number) => number) => ({ name, type: 'bar', stack: 'worth', barMaxWidth: 44, itemStyle: { color }, data: months.map((_, at) => Math.round(of(at))) })
    const series = money
      ? [
        bar(w.work.worth.saved, '#175e4c', (at) => months[at].saved ?? 0),
        bar(w.work.worth.avoided, '#5d9c86', (at) => months[at].avoided ?? 0),
        bar(w.work.worth.earned, '#c9a227', (at) => months[at].earned),
        { name: w.work.worth.cost, type: 'line', data: months.map((month) => Math.round(month.cost)), lineStyle: { color: '#b3541e', width: 2 }, itemStyle: { color: '#b3541e' }, symbolSize: 6 },
      ]
      : [bar(w.work.worth.done, '#175e4c', (at) => months[at].done), bar(w.work.worth.refused_n, '#c2722c', (at) => months[at].refused), bar(w.work.run_states.failed, '#9b1c2b', (at) => months[at].failed)]
    return {
      grid: { left: 8, right: 16, top: 60, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 14 },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: { type: 'category', data: months.map(({ month }) => month), ...axis },
      yAxis: { type: 'value', name: money ? value.currency : '', nameTextStyle: { align: 'left', color: '#4f5b56' }, axisLabel: axis.axisLabel, splitLine: axis.splitLine },
      series,
    }
  }, [value, language])
  return <Chart option={option} label={w.work.worth.months} height={300} />
}
