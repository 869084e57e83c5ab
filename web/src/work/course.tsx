// The share of right cases from evaluation to evaluation, with the range it likely lies in.
import { useMemo } from 'react'
import { useWords } from '../words/words'
import type { Evaluation } from './calls'
import { axis, Chart } from './chart'

export default function Course({ all }: { all: Evaluation[] }) {
  const { w, language, number, time } = useWords()
  const option = useMemo(() => {
    const points = [...all].sort((a, b) => a.number - b.number).slice(-60)
    const share = (n: number) => Math.round(n * 1000) / 10
    return {
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 14, data: [w.work.eval.share_right, w.work.eval.share_wrong] },
      tooltip: {
        trigger: 'axis', confine: true,
        formatter: (shown: { dataIndex: number }[]) => {
          const one = points[shown[0].dataIndex]
          return `${w.work.version_n(number(one.version))} · ${time(one.at)}<br>${one.right} / ${one.cases} · ${share(one.low)}–${share(one.high)} %`
        },
      },
      xAxis: { type: 'category', data: points.map((one) => w.work.chart_at(number(one.version), number(one.cases))), boundaryGap: points.length < 3, ...axis },
      yAxis: { type: 'value', min: 0, max: 100, axisLabel: { ...axis.axisLabel, formatter: '{value} %' }, splitLine: axis.splitLine },
      series: [
        { name: 'low', type: 'line', data: points.map((one) => share(one.low)), lineStyle: { opacity: 0 }, symbol: 'none', stack: 'range', silent: true, tooltip: { show: false } },
        { name: 'range', type: 'line', data: points.map((one) => share(one.high - one.low)), lineStyle: { opacity: 0 }, areaStyle: { color: '#175e4c', opacity: 0.13 }, symbol: 'none', stack: 'range', silent: true },
        { name: w.work.eval.share_right, type: 'line', data: points.map((one) => share(one.cases ? one.right / one.cases : 0)), lineStyle: { color: '#175e4c', width: 2.5 }, itemStyle: { color: '#175e4c' }, symbolSize: 7 },
        { name: w.work.eval.share_wrong, type: 'line', data: points.map((one) => share(one.cases ? one.wrong / one.cases : 0)), lineStyle: { color: '#b3541e', width: 2, type: 'dashed' }, itemStyle: { color: '#b3541e' }, symbolSize: 6 },
      ],
    }
  }, [all, language])
  return <Chart option={option} label={w.work.eval.course} />
}
