"""Source of truth for the network of multilingual-e5-small as ONNX: twelve layers of BERT over word vectors that are given.

Devlin et al. 2018 (arXiv:1810.04805). Attention, normalization and the products with matrices are ONNX Runtime's own
operators, which it computes in one step each. Matrices are whole numbers with a scale for each column, and what they are
multiplied with is rounded to whole numbers as it comes: half the time of full precision, a quarter of its memory. The table
of words stays outside: 250,000 rows of which a text needs some hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.knowledge.e5.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

VECTORS, OUT = "vectors", "out"
_OPSET, _IR = 20, 10
_LARGEST = 63
"""Whole numbers of a matrix go from -63 to 63: with eight bits, processors without VNNI overflow where they add two products."""
_RUNTIME = "com.microsoft"


def build(weights: Weights) -> bytes:
    """Return the model. In: `vectors` [1, tokens, width], the sum of word and place of each token of a text. Out: `out`, as `vectors`."""
    from onnx import TensorProto, helper

    net = _Net(weights)
    shape = weights.shape
    last = net.normalized(VECTORS, None, "emb.ln")
    for layer in range(shape.layers):
        last = net.layer(last, f"l{layer}.")
    net.add("Identity", [last], OUT)
    floats: list[str | int | None] = [1, "tokens", shape.width]
    graph = helper.make_graph(
        net.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info(VECTORS, TensorProto.FLOAT, floats)],
        [helper.make_tensor_value_info(OUT, TensorProto.FLOAT, floats)],
        net.tensors,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, 1)]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=_IR).SerializeToString())


class _Net:
    """Nodes and tensors of the graph, as they are added."""

    def __init__(self, weights: Weights) -> None:
        self._weights, self._shape = weights, weights.shape
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []

    def layer(self, given: str, name: str) -> str:
        """Add one layer: attention, then two matrices with a bend between them, each added to what was there and normalized."""
        width, inner = self._shape.width, self._shape.inner
        query, key, value = (self._linear(given, f"{name}{one}", out=width, into=width) for one in "qkv")
        seen = self.add(
            "MultiHeadAttention", [query, key, value], f"{name}ctx", ours=False, num_heads=self._shape.heads
        )
        middle = self.normalized(given, self._linear(seen, f"{name}ao", out=width, into=width), f"{name}aln")
        bent = self.add("Gelu", [self._linear(middle, f"{name}fi", out=inner, into=width)], f"{name}gelu")
        return self.normalized(middle, self._linear(bent, f"{name}fo", out=width, into=inner), f"{name}oln")

    def normalized(self, given: str, added: str | None, name: str) -> str:
        """Add a layer's normalization, of the sum where something is added."""
        scale, shift = (self._tensor(f"{name}.{one}", self._weights.vector(f"{name}.{one}")) for one in "wb")
        epsilon = self._shape.epsilon
        if added is None:
            return self.add("LayerNormalization", [given, scale, shift], f"{name}.out", axis=-1, epsilon=epsilon)
        return self.add(
            "SkipLayerNormalization", [given, added, scale, shift], f"{name}.out", ours=False, epsilon=epsilon
        )

    def add(self, kind: str, given: list[str], out: str, *, ours: bool = True, **attributes: Any) -> str:
        """Add a node, of the runtime's own operators where it is not `ours`, and return the name of what comes out."""
        from onnx import helper

        self.nodes.append(helper.make_node(kind, given, [out], domain="" if ours else _RUNTIME, **attributes))
        return out

    def _linear(self, given: str, name: str, *, out: int, into: int) -> str:
        import numpy as np

        matrix = self._weights.matrix(f"{name}.w", out, into).T
        scales = np.maximum(np.abs(matrix).max(axis=0) / _LARGEST, 1e-9).astype(np.float32)
        rounded = self._tensor(f"{name}.w", np.rint(matrix / scales).astype(np.int8))
        scale = self._tensor(f"{name}.scale", scales)
        zero = self._tensor(f"{name}.zero", np.zeros(out, dtype=np.int8))
        shift = self._tensor(f"{name}.b", self._weights.vector(f"{name}.b"))
        return self.add("DynamicQuantizeMatMul", [given, rounded, scale, zero, shift], f"{name}.sum", ours=False)

    def _tensor(self, name: str, values: npt.NDArray[np.float32] | npt.NDArray[np.int8]) -> str:
        import numpy as np
        from onnx import numpy_helper

        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
